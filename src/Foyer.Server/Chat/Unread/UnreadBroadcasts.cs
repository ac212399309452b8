using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Unread;

/// <summary>
/// Tells members who look elsewhere how much they have not read, at most once a second and room, and only when a number or
/// the last message is another one than they know.
/// </summary>
public sealed class UnreadBroadcasts : ThrottledWorker
{
    private const int Portion = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<long, PendingUnread> rooms = [];
    private readonly Database database;
    private readonly Hub hub;
    private readonly MessageStore messages;

    public UnreadBroadcasts(
        Database database,
        Hub hub,
        MessageStore messages,
        WorkItems items,
        TimeProvider time,
        ILogger<UnreadBroadcasts> log
    )
        : base(items, time, log)
    {
        this.database = database;
        this.hub = hub;
        this.messages = messages;
        hub.Published += NoteAll;
    }

    /// <summary>What a person was told just now. It is looked at again, since a count may be under way that did not know of it.</summary>
    public void RecordSent(UnreadState now)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(now.Chat, out var room))
                return;
            // The frame that told it carries numbers only, so what was sent of the last message stays as it was.
            room.Sent[now.User] = room.Sent.GetValueOrDefault(now.User) with
            {
                Messages = now.Messages,
                Mentions = now.Mentions,
            };
        }
        Enqueue(now.Chat);
    }

    protected override async Task RunAsync(long chat, CancellationToken cancel)
    {
        var members = await database.ReadAsync(db => MembershipStore.ListUsers(db, chat), cancel);
        var elsewhere = hub.Presence.Elsewhere(chat, members);
        if (Take(chat, elsewhere) is not { } room)
            return;
        foreach (var users in elsewhere.Chunk(Portion))
        {
            var found = await database.ReadAsync(db => Read(db, chat, users), cancel);
            var frames = Frames(room, found.Counts, found.Last);
            if (frames.Count > 0)
                hub.SendToUsersElsewhere(chat, frames);
        }
    }

    private void NoteAll(IReadOnlyList<Change> changes)
    {
        lock (gate)
            foreach (var change in changes)
            {
                if (!rooms.TryGetValue(change.Chat, out var room))
                    rooms[change.Chat] = room = new PendingUnread();
                room.Note(change);
            }
        foreach (var chat in changes.Select(change => change.Chat).Distinct())
            Enqueue(chat);
    }

    /// <summary>What changed since the last telling, or null when nobody is to be told; then the room is forgotten.</summary>
    private PendingUnread? Take(long chat, IReadOnlyList<long> elsewhere)
    {
        lock (gate)
        {
            if (!rooms.Remove(chat, out var room) || elsewhere.Count == 0)
                return null;
            rooms[chat] = room.Next(elsewhere);
            return room;
        }
    }

    private (List<UnreadState> Counts, Message? Last) Read(Reader db, long chat, long[] users)
    {
        var counts = UnreadState.ListInRoom(db, chat, users);
        return (counts, counts.Count == 0 ? null : messages.Find(db, counts[0].Last));
    }

    private Dictionary<long, Frame> Frames(PendingUnread room, List<UnreadState> counts, Message? last)
    {
        var now = Time.GetUtcNow();
        var shared = new Dictionary<(long, long, bool), Frame>();
        var frames = new Dictionary<long, Frame>();
        foreach (var count in counts)
        {
            var known = new SentUnread(count.Messages, count.Mentions, count.Last, last?.Version ?? 0);
            if (!IsNews(room, count, known))
                continue;
            var own = last?.User == count.User;
            var key = (count.Messages, count.Mentions, own);
            if (!shared.TryGetValue(key, out var frame))
                shared[key] = frame = UnreadJson.ToUnreadFrame(count, last, own, now);
            frames[count.User] = frame;
        }
        return frames;
    }

    private bool IsNews(PendingUnread room, UnreadState count, SentUnread known)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(count.Chat, out var next))
                return false;
            var isNews = !next.Sent.TryGetValue(count.User, out var notified)
                ? room.Concerns(count)
                : !notified.HasSameNumbers(known)
                    || (notified.Last == 0 ? room.ChangesLast(count) : !notified.HasSameLast(known));
            next.Sent[count.User] = known;
            return isNews;
        }
    }
}
