using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>
/// A person on a WebSocket, whatever carries its bytes. Frames come in by <see cref="Receive"/>, on the shard's thread, and
/// are run by the table of commands; nothing here waits.
/// </summary>
/// <param name="chat">A room to be present in from the beginning, or null.</param>
public sealed class WebSocketConnection(Shard shard, Caller caller, SocketCommands commands, long? chat)
    : CommandConnection(shard, caller)
{
    private static readonly Frame PingFrame = Frame.Control(FrameWriter.Ping([]));

    private FrameParser parser = new(commands.Rules);
    private FrameAllowance allowance = new(commands.FramesPerSecond);

    public override void Open()
    {
        HeardAt = Shard.Now;
        Shard.Add(this);
        Send(commands.Ready(Caller));
        if (chat is { } room)
            commands.Join(this, Caller, room, after: null);
    }

    public override void Receive(Span<byte> bytes)
    {
        HeardAt = Shard.Now;
        while (!Closed && parser.TryRead(ref bytes, out var received))
            Take(received);
    }

    public override void Refuse(Refusal refusal, string? clientId = null, long? id = null) =>
        Send(Frames.Error(refusal, clientId, id, commands.Now));

    public override void Ping() => Send(PingFrame);

    protected override Frame Farewell(CloseCode code, string reason) => Frame.Control(FrameWriter.Close(code, reason));

    private void Take(Received received)
    {
        switch (received.Kind)
        {
            case ReceivedKind.Close:
                Close(received.Code == CloseCode.None ? CloseCode.Normal : received.Code, "");
                break;
            case ReceivedKind.Violation:
                Close(received.Code, received.Reason);
                break;
            case ReceivedKind.Pong:
                break;
            case ReceivedKind.Ping when MayGoOn():
                Send(Frame.Control(FrameWriter.Pong(received.Payload)));
                break;
            case ReceivedKind.Text when MayGoOn():
                commands.Run(this, received.Payload);
                break;
        }
    }

    private bool MayGoOn()
    {
        if (allowance.Take(Shard.Now))
            return true;
        if (allowance.IsFlood)
            Close(CloseCode.Flood, "too many frames");
        else
            Refuse(Refusal.Throttled(1));
        return false;
    }
}
