using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Calendars;

/// <summary>A person's events as a calendar to subscribe to, under an address that only they know.</summary>
public sealed class CalendarFeeds(
    Database database,
    Writer writer,
    FoyerSettings settings,
    TimeProvider time,
    CalendarFileCache files
)
{
    private const int SecretBytes = 24;
    private const long Past = 365 * Instants.Day;

    private sealed record Tombstone(
        string Id,
        long Sequence,
        string Date,
        string? Time,
        string TimeZone,
        long StartsAt,
        long EndsAt,
        long CancelledAt
    );

    /// <summary>The feed's address, made at the first asking.</summary>
    public Task<Outcome<CalendarAddress>> FindAddressAsync(Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<CalendarAddress>(write => Address(write, caller, renew: false), cancel);

    /// <summary>The feed's address, when there is one.</summary>
    public Task<CalendarAddress?> FindAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.First<string>("select secret from calendar_feeds where user_id = @User", new { caller.User })
                    is { } secret
                    ? AddressOf(secret)
                    : null,
            cancel
        );

    /// <summary>A new address; the old one is worth nothing from here on.</summary>
    public Task<Outcome<CalendarAddress>> RenewAsync(Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<CalendarAddress>(write => Address(write, caller, renew: true), cancel);

    /// <summary>No address at all.</summary>
    public Task<Outcome<Done>> RevokeAsync(Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                write.Execute("delete from calendar_feeds where user_id = @User", new { caller.User });
                return new Done();
            },
            cancel
        );

    /// <summary>Returns the calendar behind a secret, unless its owner is banned.</summary>
    public Task<Outcome<CalendarFile>> ReadAsync(string secret, CancellationToken cancel) =>
        database.ReadAsync<Outcome<CalendarFile>>(
            db =>
                db.First<long?>(
                    """
                    select f.user_id from calendar_feeds f
                    where f.secret = @secret and not exists (select 1 from bans b where b.user_id = f.user_id)
                    """,
                    new { secret }
                )
                    is { } user
                    ? files.Get(user, Entries(db, user), ToFeed)
                    : Refusal.NotFound,
            cancel
        );

    /// <summary>One event's calendar file.</summary>
    public Task<Outcome<string>> WriteEventAsync(Caller? reader, Guid id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<string>>(
            db =>
                EventStore.Find(db, id.ToString(), reader?.User ?? 0) is { } communityEvent
                    ? new CalendarDocument(Host).Add(CalendarEntry.From(communityEvent)).ToString()
                    : Refusal.NotFound,
            cancel
        );

    private Outcome<CalendarAddress> Address(Write write, Caller caller, bool renew)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        var fresh = Secrets.Create(SecretBytes);
        var secret = write.One<string>(
            """
            insert into calendar_feeds (user_id, secret, created_at) values (@User, @fresh, @Now)
            on conflict (user_id) do update
            set secret = case when @renew = 1 then excluded.secret else calendar_feeds.secret end
            returning secret
            """,
            new
            {
                caller.User,
                fresh,
                write.Now,
                renew = renew ? 1 : 0,
            }
        );
        return AddressOf(secret);
    }

    private CalendarAddress AddressOf(string secret) => new($"{settings.PublicUrl}/calendar/{secret}.ics");

    private List<CalendarEntry> Entries(Reader db, long user)
    {
        var since = time.Now() - Past;
        var booked = BookingStore.ListOfUser(db, user).ToDictionary(booking => booking.Event, StringComparer.Ordinal);
        return
        [
            .. Own(db, user, since)
                .Select(planned => CalendarEntry.From(planned, StatusOf(booked.GetValueOrDefault(planned.Id)))),
            .. Gone(db, user).Select(EntryOf),
        ];
    }

    private string ToFeed(List<CalendarEntry> entries)
    {
        var calendar = new CalendarDocument(Host);
        foreach (var entry in entries)
            calendar.Add(entry);
        return calendar.ToFeed(settings.Name);
    }

    private string Host => settings.PublicUrl ?? "";

    private static List<CommunityEvent> Own(Reader db, long user, long since) =>
        db.List<CommunityEvent>(
            $"""
            {EventStore.Select} where e.ends_at >= @since
            and (e.creator_id = @user or exists (select 1 from bookings o where o.event_id = e.id and o.user_id = @user))
            order by e.starts_at, e.id
            """,
            new { user, since }
        );

    private static string StatusOf(Booking? mine) =>
        mine is null or { Status: BookingStatus.Accepted } ? CalendarEntry.Confirmed : CalendarEntry.Tentative;

    private static List<Tombstone> Gone(Reader db, long user) =>
        db.List<Tombstone>(
            """
            select c.id, c.sequence, c.date, c.time, c.time_zone as TimeZone, c.starts_at as StartsAt, c.ends_at as EndsAt,
                c.cancelled_at as CancelledAt
            from cancelled_events c join cancelled_event_people p on p.event_id = c.id
            where p.user_id = @user order by c.starts_at, c.id
            """,
            new { user }
        );

    private static CalendarEntry EntryOf(Tombstone gone) =>
        new(
            gone.Id,
            gone.Sequence,
            CalendarEntry.Cancelled,
            new EventSchedule(gone.Date, gone.Time, gone.TimeZone, null, gone.StartsAt, gone.EndsAt, ClockFit.Plain),
            gone.CancelledAt,
            "Cancelled",
            null,
            null,
            IsPublic: false
        );
}

/// <param name="Url">Whoever has it can read the calendar.</param>
public sealed record CalendarAddress(string Url);
