using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>
/// Sends every message back, so that conformance suites can be run against the framing that people's connections use. Exists
/// only with <c>Foyer:Test:Echo</c>; nobody is signed in on it.
/// </summary>
public sealed class EchoConnection(Shard shard, FrameRules rules) : SocketConnection(shard, Nobody, "", long.MaxValue)
{
    private static readonly PublicUser Nobody = new(0, "echo", null);

    private FrameParser parser = new(rules);

    public override void Open()
    {
        HeardAt = Shard.Now;
        Shard.Add(this);
    }

    public override void Receive(Span<byte> bytes)
    {
        HeardAt = Shard.Now;
        while (!Closed && parser.TryRead(ref bytes, out var received))
            Take(received);
    }

    public override void Refuse(Refusal refusal, string? clientId = null, long? id = null) { }

    public override void Ping() => Send(Frame.Raw(FrameWriter.Ping([])));

    protected override Frame Farewell(CloseCode code, string reason) => Frame.Raw(FrameWriter.Close(code, reason));

    private void Take(Received received)
    {
        switch (received.Kind)
        {
            case ReceivedKind.Text:
                Send(Frame.Raw(FrameWriter.Text(received.Payload)));
                break;
            case ReceivedKind.Binary:
                Send(Frame.Raw(FrameWriter.Binary(received.Payload)));
                break;
            case ReceivedKind.Ping:
                Send(Frame.Raw(FrameWriter.Pong(received.Payload)));
                break;
            case ReceivedKind.Close or ReceivedKind.Violation:
                Close(received.Code, received.Reason);
                break;
        }
    }
}
