using System.Collections.Concurrent;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Who wants to know of each change of an event: connections that watch it, and whoever is present in a room whose card
/// shows it whole. Rights are read again at each change, in its transaction.
/// </summary>
public sealed class EventSubscriptions(Database database, Hub hub, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Connection, byte>> watchers = new(
        StringComparer.Ordinal
    );

    /// <summary>From here on the connection hears of the event's changes, or learns that it may not.</summary>
    public async Task SubscribeAsync(Connection connection, Caller caller, Guid id)
    {
        var key = id.ToString();
        if (await database.ReadAsync(db => EventStore.Find(db, key, caller.User)) is null)
            connection.Shard.Post(() => connection.Refuse(Refusal.NotFound));
        else
            watchers.GetOrAdd(key, _ => new ConcurrentDictionary<Connection, byte>())[connection] = 0;
    }

    /// <summary>Tells of the event as it is at the end of this write, after the commit.</summary>
    public void PublishAfter(Write write, CommunityEvent communityEvent)
    {
        var rooms = EventCards.Rooms(write, communityEvent);
        if (rooms.Count == 0 && !watchers.ContainsKey(communityEvent.Id))
            return;
        var allowed = communityEvent.IsPublic ? null : Allowed(write, communityEvent);
        write.After(() => Publish(communityEvent, rooms, allowed));
    }

    /// <summary>Tells those who watch an event that it is gone, and forgets it. Cards are messages, which are told as such.</summary>
    public void EndAfter(Write write, CommunityEvent communityEvent)
    {
        if (!watchers.ContainsKey(communityEvent.Id))
            return;
        var allowed = communityEvent.IsPublic ? null : Allowed(write, communityEvent);
        write.After(() => End(communityEvent.Id, allowed));
    }

    /// <summary>Forgets connections that have ended.</summary>
    public void RemoveClosed()
    {
        foreach (var (id, connections) in watchers)
        {
            foreach (var connection in connections.Keys)
                if (connection.Closed)
                    connections.TryRemove(connection, out _);
            if (connections.IsEmpty)
                watchers.TryRemove(new(id, connections));
        }
    }

    private void Publish(CommunityEvent communityEvent, List<long> rooms, HashSet<long>? allowed)
    {
        var frame = Frames.Event("event_updated", time.GetUtcNow(), json => WriteEvent(json, communityEvent));
        foreach (var room in rooms)
            hub.Broadcast(room, frame);
        if (!watchers.TryGetValue(communityEvent.Id, out var connections))
            return;
        foreach (var connection in connections.Keys)
            if (allowed?.Contains(connection.User.Id) != false)
                connection.Shard.Post(() => Send(connection, frame, rooms));
    }

    private void End(string id, HashSet<long>? allowed)
    {
        var frame = Frames.Event("event_updated", time.GetUtcNow(), json => WriteCancelled(json, id));
        if (watchers.TryRemove(id, out var connections))
            foreach (var connection in connections.Keys)
                if (allowed?.Contains(connection.User.Id) != false)
                    connection.Shard.Post(() => Send(connection, frame, []));
    }

    /// <summary>Whoever is present in one of the rooms has it already.</summary>
    private static void Send(Connection connection, Frame frame, List<long> rooms)
    {
        if (!connection.Closed && !rooms.Exists(room => connection.FindSubscription(room) is not null))
            connection.Send(frame);
    }

    private static void WriteEvent(Utf8JsonWriter json, CommunityEvent communityEvent)
    {
        json.WritePropertyName("event"u8);
        EventCards.Write(json, communityEvent);
    }

    private static void WriteCancelled(Utf8JsonWriter json, string id)
    {
        json.WritePropertyName("event"u8);
        EventCards.WriteCancelled(json, id);
    }

    private static HashSet<long> Allowed(Queries db, CommunityEvent communityEvent) =>
        [
            communityEvent.CreatorId,
            .. db.List<long>("select user_id from bookings where event_id = @Id", new { communityEvent.Id }),
        ];
}
