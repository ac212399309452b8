using System.Net;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// A user's WebSocket, whatever its transport. Frames arrive by <see cref="Receive"/>, on the shard's thread, and are run by the
/// table of commands; nothing here waits.
/// </summary>
/// <param name="chat">A room to subscribe to from the beginning, or null.</param>
/// <param name="ready">The first frame.</param>
public sealed class WebSocketConnection(
    Shard shard,
    Caller caller,
    IPAddress? address,
    long? chat,
    Frame ready,
    ClientFrames commands,
    ConnectionCount count
) : CommandConnection(shard, caller)
{
    // No room has the id 0.
    private readonly long room = chat ?? 0;
    private FrameReader frames = new(commands.Rules);
    private FrameLimiter allowance = new(commands.FramesPerSecond);

    public override void Open()
    {
        HeardAt = Shard.Now;
        Shard.Add(this);
        Send(ready);
        if (room > 0)
            commands.Join(this, Caller, room, after: null);
    }

    public override void Receive(Span<byte> bytes)
    {
        HeardAt = Shard.Now;
        while (frames.Next(this, ref bytes, out var received))
            if (!allowance.TryTake(Shard.Now, received.Payload.Length))
                Throttle(received);
            else if (received.Kind == ReceivedKind.Ping)
                Send(Frame.Control(FrameWriter.Pong(received.Payload)));
            else if (received.Kind == ReceivedKind.Text)
                commands.Run(this, received.Payload);
    }

    public override void Refuse(Refusal refusal, string? clientId = null, long? id = null)
    {
        if (ShouldLogRefusal())
            commands.LogRefused(User.Id, refusal);
        Send(Frames.Error(refusal, clientId, id, commands.Now));
    }

    public override void Ping() => Send(FrameReader.Ping);

    protected override Frame LastError(Refusal why) => Frames.Error(why, null, null, commands.Now);

    protected override Frame Farewell(CloseCode code, string reason) => Frame.Control(FrameWriter.Close(code, reason));

    protected override void Ended() => count.Leave(User.Id, address, EndReason);

    // A frame that requests nothing gets no reply, but counts.
    private void Throttle(Received received)
    {
        if (allowance.IsFlood)
            Close(CloseCode.Flood, "too many frames");
        else if (received.Kind == ReceivedKind.Text)
            ClientFrames.Throttle(this, received.Payload, allowance.RetryAfter);
        else if (received.Kind == ReceivedKind.Ping)
            Refuse(Refusal.Throttled(allowance.RetryAfter));
    }
}
