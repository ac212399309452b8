using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using FrameParser = Foyer.Protocol.Envelopes.FrameParser;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>A person on a terminal: the same live connection as a WebSocket, in frames of its own.</summary>
/// <param name="codec">As it was at sign-in; it stays.</param>
/// <param name="parser">May hold the beginning of a frame that came with the last answer of the sign-in.</param>
internal sealed class TcpConnection(Shard shard, Caller caller, Codec codec, FrameParser parser, TcpCommands commands)
    : CommandConnection(shard, caller)
{
    private const int MostRequests = 16;

    private readonly Dictionary<long, (bool IsDirect, string? Name)> names = [];
    private FrameLimiter allowance = new(commands.FramesPerSecond);
    private int requests;
    private bool stays;
    private string? heldEnd;

    /// <summary>The first words, sent before anything live.</summary>
    public required IReadOnlyList<Frame> Greeting { get; init; }

    /// <summary>Where the person sits, as at sign-in.</summary>
    public required Device Device { get; init; }

    /// <summary>Gives back the place among the connections, and what else came with the sign-in.</summary>
    public required Action<string> IsLeaving { get; init; }

    public Codec Codec => codec;

    /// <summary>Answered when all requests so far are.</summary>
    public Task LastRequest { get; set; } = Task.CompletedTask;

    public override void Open()
    {
        HeardAt = Shard.Now;
        Shard.Add(this);
        foreach (var frame in Greeting)
            Send(frame);
        _ = commands.DeliverWaitingAsync(this);
    }

    public override void Receive(Span<byte> bytes)
    {
        HeardAt = Shard.Now;
        ReadOnlySpan<byte> input = bytes;
        while (!Closed && parser.TryRead(ref input, out var frame))
            Take(frame);
    }

    /// <summary>Whether the name of the room is known, which its messages carry as <c>recipient</c>.</summary>
    public bool Knows(long chat) => names.ContainsKey(chat);

    public void Know(RoomSummary overview)
    {
        var isDirect = overview.Room.Kind == RoomKind.Direct;
        names[overview.Room.Id] = (isDirect, isDirect ? overview.Partner?.Username : overview.Room.Name);
    }

    /// <summary>To whom a message of the room goes; null where that is not known.</summary>
    public string? RecipientIn(long chat, long author) =>
        !names.TryGetValue(chat, out var room) ? null
        : room.IsDirect && author != User.Id ? User.Username
        : room.Name;

    /// <summary>Direct messages come to every terminal of a person, joined or not.</summary>
    public override void DeliverDirect(long chat, Func<Frame> message)
    {
        if (FindSubscription(chat) is not null)
            return;
        names.TryAdd(chat, (true, null));
        Send(message());
    }

    /// <summary>Begins one of a few requests that may be under way at once.</summary>
    public bool TryBegin() => requests < MostRequests && requests++ >= 0;

    /// <summary>Keeps the connection open until the reply is sent, although deleting the account has ended its session.</summary>
    public void StayUntilAnswered() => stays = true;

    public void Finish(Frame answer, bool isLast)
    {
        requests--;
        Send(answer);
        if (!isLast)
            return;
        stays = false;
        if (heldEnd is not { } reason)
            return;
        Send(Farewell(CloseCode.SessionEnded, reason));
        End(graceful: true);
    }

    public override void Close(CloseCode code, string reason)
    {
        if (stays && code == CloseCode.SessionEnded)
            heldEnd = reason;
        else
            base.Close(code, reason);
    }

    public override void Refuse(Refusal refusal, string? clientId = null, long? id = null)
    {
        if (ShouldLogRefusal())
            commands.LogRefused(User.Id, refusal);
        Send(Frames.Error(refusal, clientId, id, commands.Now));
    }

    public override void Ping() => Send(commands.PingFrame);

    protected override Frame Shaped(Frame frame)
    {
        if (frame.IsRaw)
            return frame;
        if (TcpFrames.Renamed(frame) is var (chat, name) && names.TryGetValue(chat, out var room) && !room.IsDirect)
            names[chat] = (false, name);
        return TcpFrames.Shape(frame, this);
    }

    protected override Frame Farewell(CloseCode code, string reason) => TcpFrames.Farewell(code, Why, reason, codec);

    protected override void Ended() => IsLeaving(EndReason);

    private void Take(ReceivedFrame frame)
    {
        if (frame.Violation != FrameViolation.None)
            Close(CloseCode.ProtocolError, EnvelopeStream.Wrong(frame.Violation).Errors[0].Detail);
        else if (frame.Codec != codec)
            Close(CloseCode.ProtocolError, "The codec stays as it was at sign-in.");
        else if (!allowance.TryTake(Shard.Now, frame.Body.Length))
            Throttle(frame);
        else if (frame.Decode() is { } envelope)
            commands.Run(this, envelope);
        else
            Send(TcpFrames.Failed(Refusal.ParseError, codec));
    }

    private void Throttle(ReceivedFrame frame)
    {
        if (allowance.IsFlood)
            Close(CloseCode.Flood, "too many frames");
        else if (frame.Decode() is { } envelope)
            TcpCommands.Throttle(this, envelope, allowance.RetryAfter);
        else
            Refuse(Refusal.Throttled(allowance.RetryAfter));
    }
}
