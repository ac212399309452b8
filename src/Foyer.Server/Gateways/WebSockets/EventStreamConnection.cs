using System.Globalization;
using System.Text;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// The live frames as Server-Sent Events, for clients that cannot open a WebSocket. The id of every event is the whole position,
/// one version per room, so that the browser resumes by itself.
/// </summary>
public sealed class EventStreamConnection(
    Shard shard,
    Caller caller,
    Frame ready,
    ClientFrames commands,
    IReadOnlyList<(long Chat, long? After)> rooms
) : Connection(shard, new PublicUser(caller.User, caller.Username, caller.Avatar), caller.Session, caller.ExpiresAt)
{
    private static readonly Frame Comment = Frame.Raw(": ping\n\n"u8.ToArray());

    private readonly SortedDictionary<long, long> position = new(
        rooms.ToDictionary(room => room.Chat, room => room.After ?? 0)
    );

    // A client of an event stream writes over REST, so silence on this connection means nothing.
    internal override bool IsIdle => false;

    /// <summary>Called on the shard.</summary>
    public void Open()
    {
        HeardAt = Shard.Now;
        Shard.Add(this);
        Send(ready);
        foreach (var (chat, after) in rooms)
            commands.Join(this, caller, chat, after);
    }

    public override void Deliver(Change change)
    {
        position[change.Chat] = Math.Max(change.Version, position[change.Chat]);
        base.Deliver(change);
    }

    public override void Refuse(Refusal refusal, string? clientId = null, long? id = null) =>
        Send(Frames.Error(refusal, clientId, id, commands.Now));

    // Nothing is ever read from the peer: a successful write proves that it is alive, a stalled one ends it.
    public override void Ping()
    {
        HeardAt = Shard.Now;
        Send(Comment);
    }

    protected override Frame? Farewell(CloseCode code, string reason) =>
        code == CloseCode.Restart
            ? null
            : Shaped(Frames.Error(Why ?? Refusal.NotAuthenticated, null, null, commands.Now));

    protected override Frame Shaped(Frame frame)
    {
        if (frame.IsRaw)
            return frame;
        var id = string.Join(
            ',',
            position.Select(room => string.Create(CultureInfo.InvariantCulture, $"{room.Key}:{room.Value}"))
        );
        var head = Encoding.ASCII.GetBytes($"id: {id}\nevent: {EventType(frame)}\ndata: ");
        return Frame.Raw([.. head, .. frame.Json, (byte)'\n', (byte)'\n']);
    }

    // Every frame begins with its type; see Frames.Event.
    private static string EventType(Frame frame)
    {
        var text = frame.Json["{\"event_type\":\""u8.Length..];
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)'"')]);
    }
}
