using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// Sends every message back, so that conformance suites can test the framing that users' connections use. Exists only with
/// <c>Foyer:Test:Echo</c>; it has no signed-in user.
/// </summary>
public sealed class EchoConnection(Shard shard, FrameRules rules)
    : SocketConnection(shard, Nobody, session: "", long.MaxValue)
{
    private static readonly PublicUser Nobody = new(0, "echo", null);

    private FrameReader frames = new(rules);

    public override void Open()
    {
        HeardAt = Shard.Now;
        Shard.Add(this);
    }

    public override void Receive(Span<byte> bytes)
    {
        HeardAt = Shard.Now;
        while (frames.Next(this, ref bytes, out var received))
            if (received.Kind is not (ReceivedKind.Pong or ReceivedKind.Fragment))
                Send(Frame.Raw(Answer(received)));
    }

    public override void Refuse(Refusal refusal, string? clientId = null, long? id = null) { }

    public override void Ping() => Send(FrameReader.Ping);

    protected override Frame Farewell(CloseCode code, string reason) => Frame.Control(FrameWriter.Close(code, reason));

    private static byte[] Answer(Received received) =>
        received.Kind switch
        {
            ReceivedKind.Text => FrameWriter.Text(received.Payload),
            ReceivedKind.Binary => FrameWriter.Binary(received.Payload),
            _ => FrameWriter.Pong(received.Payload),
        };
}
