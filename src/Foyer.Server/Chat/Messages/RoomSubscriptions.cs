using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Makes a connection present in a room without a gap: live changes are held first, then the room's version is read, then
/// what the client missed up to it, then what was held beyond it.
/// </summary>
public sealed partial class RoomSubscriptions(
    Database database,
    Hub hub,
    MessageStore messages,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<RoomSubscriptions> log
)
{
    private const int Page = 100;
    private const int Portion = Connection.OutboxLimit / 4;

    // One more than is sent one by one.
    private int Most => settings.Limits.Replay + 1;

    /// <summary>Called on the connection's shard; what the client gets, it gets as frames.</summary>
    /// <param name="after">The version the client has seen; null for no replay.</param>
    public void Subscribe(Connection connection, Caller caller, long chat, long? after)
    {
        var subscription = connection.Shard.Hold(connection, chat);
        _ = Task.Run(() => EnterAsync(subscription, caller, after));
    }

    private async Task EnterAsync(Subscription subscription, Caller caller, long? after)
    {
        var connection = subscription.Connection;
        try
        {
            var outcome = await database.ReadAsync(db => RoomReads.FindJoined(db, subscription.Chat, caller.User));
            if (outcome.Refused(out var refusal, out var room))
            {
                connection.Shard.Post(() => GiveUp(subscription, refusal));
                return;
            }
            var replay = after is { } seen && await CanReplayAsync(room, seen);
            connection.Shard.Post(() => Open(subscription, room, refetch: after is not null && !replay));
            if (replay)
                await ReplayAsync(subscription, room, after!.Value);
            connection.Shard.Post(() => subscription.Resume(room.Version, replay));
        }
        catch (Exception fault)
        {
            LogFailed(fault, subscription.Chat);
            connection.Shard.Post(() => GiveUp(subscription, Refusal.Fault));
        }
    }

    private async Task<bool> CanReplayAsync(Room room, long after)
    {
        if (after > room.Version)
            return false;
        return await database.ReadAsync(db => MessageStore.CountChanged(db, room.Id, after, room.Version, Most))
            <= settings.Limits.Replay;
    }

    private void Open(Subscription subscription, Room room, bool refetch)
    {
        subscription.MayWrite = room.MayWrite;
        hub.Enter(subscription, room.Version);
        if (refetch)
            subscription.Connection.Send(Frames.Resync(room.Id, room.Version, time.GetUtcNow()));
    }

    // In portions that fit the outbox, waiting for a slow reader between them: only its own connection waits.
    private async Task ReplayAsync(Subscription subscription, Room room, long after)
    {
        var connection = subscription.Connection;
        while (after < room.Version)
        {
            var page = await database.ReadAsync(db =>
                messages.ListChanged(db, room.Id, after, room.Version, Most, Page)
            );
            if (page.Count == 0)
                return;
            after = page[^1].Version;
            foreach (var portion in Portions(page))
            {
                connection.Shard.Post(() => portion.ForEach(change => Deliver(subscription, change)));
                await connection.Shard.DrainedAsync(connection);
                if (connection.Closed)
                    return;
            }
        }
    }

    private static void Deliver(Subscription subscription, Change change)
    {
        if (!subscription.Ended)
            subscription.Connection.Deliver(change);
    }

    private IEnumerable<List<Change>> Portions(List<Message> page)
    {
        var portion = new List<Change>();
        var size = 0;
        foreach (var message in page)
        {
            var change = MessageJson.ToChange(message, time.GetUtcNow());
            portion.Add(change);
            size += change.Own.Bytes.Length;
            if (size < Portion)
                continue;
            yield return portion;
            portion = [];
            size = 0;
        }
        if (portion.Count > 0)
            yield return portion;
    }

    private static void GiveUp(Subscription subscription, Refusal refusal)
    {
        subscription.Connection.Shard.Leave(subscription);
        subscription.Connection.Refuse(refusal);
    }

    [LoggerMessage(LogLevel.Error, "Joining room {Chat} failed.")]
    private partial void LogFailed(Exception fault, long chat);
}
