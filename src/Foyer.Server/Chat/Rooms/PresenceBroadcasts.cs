using System.Text.Json;
using System.Threading.Channels;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>
/// Sends <c>presence</c> frames when people come online, go offline, or become away: to those who are present in a room that
/// the person belongs to, to friends, and to partners in direct conversations. Changes are batched, so that a recipient gets at
/// most one frame per second, and in a large room one per ten seconds.
/// </summary>
public sealed partial class PresenceBroadcasts : BackgroundService
{
    private const int LargeRoom = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LargeRoomInterval = TimeSpan.FromSeconds(10);

    // A browser that goes from one page to the next is offline for a moment.
    private static readonly TimeSpan OfflineDelay = TimeSpan.FromSeconds(2);

    private readonly Channel<Turn> turned = Channel.CreateUnbounded<Turn>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Dictionary<long, PendingChange> pending = [];
    private readonly Dictionary<long, PresenceState> shown = [];
    private readonly Dictionary<long, LargeRoomChanges> largeRooms = [];
    private readonly Database database;
    private readonly Hub hub;
    private readonly TimeProvider time;
    private readonly ILogger<PresenceBroadcasts> log;

    public PresenceBroadcasts(Database database, Hub hub, TimeProvider time, ILogger<PresenceBroadcasts> log)
    {
        this.database = database;
        this.hub = hub;
        this.time = time;
        this.log = log;
        hub.Presence.Changed += (user, state) => turned.Writer.TryWrite(new Turn(user, state, time.GetTimestamp()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (IsWaiting || await turned.Reader.WaitToReadAsync(stoppingToken))
        {
            try
            {
                await BroadcastAsync(TakeChanged(), stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(fault);
            }
            await Task.Delay(Interval, stoppingToken);
        }
    }

    private bool IsWaiting => pending.Count > 0 || largeRooms.Values.Any(room => room.Users.Count > 0);

    /// <summary>Returns the users whose state differs from the one that others know.</summary>
    private List<long> TakeChanged()
    {
        while (turned.Reader.TryRead(out var turn))
            Add(turn);
        var changed = new List<long>();
        foreach (var (user, change) in pending.ToArray())
        {
            var now = hub.Presence.StateOf(user);
            if (now == PresenceState.Offline && time.GetElapsedTime(change.At) < OfflineDelay)
                continue;
            pending.Remove(user);
            if (now == shown.GetValueOrDefault(user) && !change.WasSeen)
                continue;
            if (now == PresenceState.Offline)
                shown.Remove(user);
            else
                shown[user] = now;
            changed.Add(user);
        }
        return changed;
    }

    // A room announces the state of a person who enters it at once. A state that began and ended between two batches may
    // therefore be known in a room, and has to be taken back there.
    private void Add(Turn turn)
    {
        var isOther = turn.State != PresenceState.Offline && turn.State != shown.GetValueOrDefault(turn.User);
        pending.TryGetValue(turn.User, out var before);
        pending[turn.User] = new PendingChange(turn.At, before.WasSeen || isOther);
    }

    private async Task BroadcastAsync(List<long> changed, CancellationToken cancel)
    {
        if (changed.Count > 0)
        {
            var links = await database.ReadAsync(db => PresenceRecipients.Find(db, changed, hub.Presence), cancel);
            foreach (var (chat, user) in links.LargeRooms(LargeRoom))
                InLargeRoom(chat).Users.Add(user);
            Send(links.Recipients(LargeRoom, hub.Presence));
        }
        foreach (var (chat, room) in largeRooms.ToArray())
            if (room.Users.Count > 0 && time.GetElapsedTime(room.SentAt) >= LargeRoomInterval)
            {
                hub.Broadcast(chat, Frame([.. room.Users]), gathered: true);
                largeRooms[chat] = new LargeRoomChanges(time.GetTimestamp());
            }
    }

    private LargeRoomChanges InLargeRoom(long chat)
    {
        if (!largeRooms.TryGetValue(chat, out var room))
            largeRooms[chat] = room = new LargeRoomChanges(0);
        return room;
    }

    // Recipients who are to learn of the same people share one encoded frame.
    private void Send(Dictionary<long, SortedSet<long>> recipients)
    {
        var encoded = new Dictionary<string, Frame>(StringComparer.Ordinal);
        var frames = new Dictionary<long, Frame>();
        foreach (var (recipient, users) in recipients)
        {
            var key = string.Join(',', users);
            if (!encoded.TryGetValue(key, out var frame))
                encoded[key] = frame = Frame(users);
            frames[recipient] = frame;
        }
        if (frames.Count > 0)
            hub.SendToUser(frames);
    }

    private Frame Frame(IReadOnlyCollection<long> users) =>
        Frames.Event(
            "presence",
            time.GetUtcNow(),
            json =>
            {
                json.WriteStartArray("users"u8);
                foreach (var user in users)
                    WriteUser(json, user, shown.GetValueOrDefault(user));
                json.WriteEndArray();
            }
        );

    private static void WriteUser(Utf8JsonWriter json, long user, PresenceState state)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, user);
        json.WriteBoolean("online"u8, state != PresenceState.Offline);
        json.WriteBoolean("away"u8, state == PresenceState.Away);
        json.WriteEndObject();
    }

    [LoggerMessage(LogLevel.Error, "Sending presence failed.")]
    private partial void LogFailed(Exception fault);

    /// <param name="At">When the state began, as a timestamp of the clock.</param>
    private readonly record struct Turn(long User, PresenceState State, long At);

    /// <param name="At">When the user's state last changed.</param>
    /// <param name="WasSeen">Whether others may have seen a state that no frame of this class has announced.</param>
    private readonly record struct PendingChange(long At, bool WasSeen);

    private sealed record LargeRoomChanges(long SentAt)
    {
        public HashSet<long> Users { get; } = [];
    }
}
