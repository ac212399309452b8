using System.Text.Json;
using System.Threading.Channels;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Rooms;

/// <summary>
/// Tells people that somebody they have a conversation of two with has come, gone, or left their screens alone (<c>partner_online</c>). Whoever goes from one
/// page to the next is away for a moment: a change is told once it has lasted, and many are looked up together.
/// </summary>
public sealed partial class PartnerNews : BackgroundService
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(2);

    // Those whose change has lasted meanwhile are told of together.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly Channel<(long User, long At)> turned = Channel.CreateUnbounded<(long, long)>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Dictionary<long, Nearness> shown = [];
    private readonly Database database;
    private readonly Hub hub;
    private readonly TimeProvider time;
    private readonly ILogger<PartnerNews> log;

    public PartnerNews(Database database, Hub hub, TimeProvider time, ILogger<PartnerNews> log)
    {
        this.database = database;
        this.hub = hub;
        this.time = time;
        this.log = log;
        hub.Presence.Turned += user => turned.Writer.TryWrite((user, time.GetTimestamp()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await turned.Reader.WaitToReadAsync(stoppingToken))
            if (turned.Reader.TryPeek(out var first))
            {
                await LastAsync(first.At, stoppingToken);
                await TellAsync(TakeChanged(), stoppingToken);
                // By the clock on the wall: no matter of the house's time.
                await Task.Delay(Beat, stoppingToken);
            }
    }

    private Task LastAsync(long at, CancellationToken cancel)
    {
        var left = Lasting - time.GetElapsedTime(at);
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancel) : Task.CompletedTask;
    }

    /// <summary>Those who are now what they were not when they were told of last.</summary>
    private List<long> TakeChanged()
    {
        var changed = new HashSet<long>();
        while (turned.Reader.TryPeek(out var next) && time.GetElapsedTime(next.At) >= Lasting)
            if (turned.Reader.TryRead(out var one))
                changed.Add(one.User);
        return [.. changed.Where(IsNews)];
    }

    private bool IsNews(long user)
    {
        var now = hub.Presence.Of(user);
        if (now == shown.GetValueOrDefault(user))
            return false;
        if (now == Nearness.Offline)
            shown.Remove(user);
        else
            shown[user] = now;
        return true;
    }

    private async Task TellAsync(List<long> changed, CancellationToken cancel)
    {
        if (changed.Count == 0)
            return;
        try
        {
            foreach (var (chat, user, partner) in await database.ReadAsync(db => Partners(db, changed), cancel))
                if (hub.Presence.IsOnline(partner))
                    hub.Tell(partner, Frame(chat, shown.GetValueOrDefault(user)));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
        }
    }

    /// <summary>Where one of the two has blocked the other, neither learns of the other's coming and going (C-19).</summary>
    private static List<(long Chat, long User, long Partner)> Partners(Queries db, List<long> users) =>
        db.List<(long, long, long)>(
            $"""
            select p.chat_id, m.user_id, o.user_id from {db.Database.Rows(("person", "bigint"))} r
            join memberships m on m.user_id = r.person
            join direct_pairs p on p.chat_id = m.chat_id
            join memberships o on o.chat_id = m.chat_id and o.user_id <> m.user_id
            where not exists (select 1 from blocks k
                where (k.user_id = m.user_id and k.blocked_id = o.user_id)
                    or (k.user_id = o.user_id and k.blocked_id = m.user_id))
            """,
            new { rows = JsonSerializer.Serialize(users.Select(person => new { person })) }
        );

    private Frame Frame(long chat, Nearness nearness) =>
        Frames.Event(
            "partner_online",
            time.GetUtcNow(),
            json =>
            {
                json.WriteNumber("chat"u8, chat);
                json.WriteBoolean("online"u8, nearness != Nearness.Offline);
                json.WriteBoolean("away"u8, nearness == Nearness.Away);
            }
        );

    [LoggerMessage(LogLevel.Error, "Telling partners who came or went failed.")]
    private partial void LogFailed(Exception fault);
}
