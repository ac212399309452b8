using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.Events;

/// <summary>Reads of events with the reader's rights; a null reader has no account.</summary>
public sealed class EventQueries(Database database, FoyerSettings settings, TimeProvider time)
{
    private const int MostComing = 50;
    private const int MostOver = 20;

    /// <summary>No event begins so long before the moments it is on at, whatever its zone.</summary>
    private const long Longest = EventSchedule.MostMinutes * Instants.Minute + 2 * Instants.Day;

    /// <summary>After every event.</summary>
    private const long Endless = long.MaxValue;

    /// <summary>By start, the soonest first.</summary>
    public Task<Paged<EventForReader>> FindAsync(Caller? reader, EventFilter filter, CancellationToken cancel) =>
        database.ReadAsync(db => Find(db, reader?.User ?? 0, filter), cancel);

    /// <summary>What a person made, as far as the reader may see it: what is to come, then the latest of what is over.</summary>
    public Task<List<EventForReader>> OfCreatorAsync(Caller reader, long creator, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
            {
                var coming = Find(
                    db,
                    reader.User,
                    EventFilter.ForCreator(creator, EventPhase.NotOver, MostComing)
                ).Rows;
                var over = Find(db, reader.User, EventFilter.ForCreator(creator, EventPhase.Over, MostOver)).Rows;
                return coming.Concat(over.Reverse()).DistinctBy(one => one.Id).ToList();
            },
            cancel
        );

    /// <summary>Today where the reader is.</summary>
    public Task<LocalDate> ListTodayAsync(Caller? reader, CancellationToken cancel) =>
        database.ReadAsync(
            db => EventSchedule.ToInstant(time.Now()).InZone(ZoneOf(db, reader?.User ?? 0)).Date,
            cancel
        );

    /// <summary>The reader's own zone, where they have told it.</summary>
    public Task<string?> ZoneAsync(Caller reader, CancellationToken cancel) =>
        database.ReadAsync(db => OwnZone(db, reader.User), cancel);

    public Task<Outcome<EventForReader>> FindOneAsync(Caller? reader, Guid id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<EventForReader>>(
            db =>
                EventStore.Find(db, id.ToString(), reader?.User ?? 0) is { } communityEvent
                    ? EventForReader.From(communityEvent, BookingStore.Find(db, communityEvent.Id, reader?.User ?? 0))
                    : Refusal.NotFound,
            cancel
        );

    /// <summary>The event whose room it is, when the reader may see it.</summary>
    public Task<Guid?> OfRoomAsync(Caller reader, long chat, CancellationToken cancel) =>
        database.ReadAsync<Guid?>(
            db =>
                EventStore.OfRoom(db, chat) is { } id && EventStore.Find(db, id, reader.User) is not null
                    ? Guid.Parse(id)
                    : null,
            cancel
        );

    /// <summary>Who comes; to the creator also who is invited and who waits.</summary>
    public Task<Outcome<List<Booking>>> AttendeesAsync(Caller reader, Guid id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<List<Booking>>>(
            db =>
            {
                if (EventStore.Find(db, id.ToString(), reader.User) is not { } communityEvent)
                    return Refusal.NotFound;
                var all = BookingStore.List(db, communityEvent.Id);
                return communityEvent.CreatorId == reader.User
                    ? all
                    : all.FindAll(booking => booking.Status == BookingStatus.Accepted);
            },
            cancel
        );

    /// <summary>Everybody on the list as CSV; for the creator.</summary>
    public Task<Outcome<string>> AttendeeTableAsync(Caller reader, Guid id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<string>>(
            db =>
                EventStore.Find(db, id.ToString(), reader.User) switch
                {
                    null => Refusal.NotFound,
                    var communityEvent when communityEvent.CreatorId != reader.User => Refusal.PermissionDenied,
                    var communityEvent => AttendeeCsv.Write(BookingStore.List(db, communityEvent.Id)),
                },
            cancel
        );

    private Paged<EventForReader> Find(Reader db, long user, EventFilter filter)
    {
        var page = filter.Cursor.Page(
            "(e.starts_at, e.id)",
            (where, order, from, limit) => Rows(db, user, filter, where, order, from, limit),
            EventFilter.Key
        );
        var mine =
            user == 0 || page.Rows.Count == 0
                ? []
                : BookingStore
                    .ListOfUser(db, user, page.Rows.Select(communityEvent => communityEvent.Id))
                    .ToDictionary(booking => booking.Event);
        return new Paged<EventForReader>(
            [
                .. page.Rows.Select(communityEvent =>
                    EventForReader.From(communityEvent, mine.GetValueOrDefault(communityEvent.Id))
                ),
            ],
            page.Next,
            page.Previous
        );
    }

    private List<CommunityEvent> Rows(
        Reader db,
        long user,
        EventFilter filter,
        string where,
        string order,
        string from,
        int limit
    )
    {
        var (at, id) = EventFilter.Place(from) ?? (long.MinValue, "");
        var back = order.EndsWith(" desc", StringComparison.Ordinal);
        var (now, zone) = (time.Now(), ZoneOf(db, user));
        var fromAt = filter.From is { } first ? StartOf(first, 0, zone) : 0;
        var toAt = filter.To is { } last ? StartOf(last, 1, zone) : Endless;
        return db.List<CommunityEvent>(
            $"""
            {EventStore.Select} where {EventStore.VisibleCondition} {Conditions(db, filter)}
            and {where.Replace("@from", "(@at, @id)", StringComparison.Ordinal)}
            order by {(back ? "e.starts_at desc, e.id desc" : "e.starts_at, e.id")} limit @limit
            """,
            new
            {
                user,
                at,
                id,
                limit,
                search = LikePattern.Containing(filter.Search),
                location = LikePattern.Containing(filter.Location),
                now,
                from = filter.From ?? "",
                to = filter.To ?? "a",
                fromAt,
                toAt,
                earliest = (filter.Phase == EventPhase.NotOver ? now : fromAt) - Longest,
                latest = toAt < Endless ? toAt + 2 * Instants.Day : toAt,
                filter.Creator,
            }
        );
    }

    private static long StartOf(string date, int daysLater, DateTimeZone zone) =>
        EventSchedule.Microseconds(
            EventSchedule.StartOfDay(EventSchedule.ReadDate(date)!.Value.PlusDays(daysLater), zone)
        );

    /// <summary>Where the reader is, as far as they have told; else the zone of the community.</summary>
    private DateTimeZone ZoneOf(Queries db, long user) => EventTimes.ZoneOf(OwnZone(db, user) ?? settings.TimeZone);

    private static string? OwnZone(Queries db, long user) =>
        user == 0 ? null : db.First<string>("select time_zone from users where id = @user", new { user });

    private static string Conditions(Reader db, EventFilter filter)
    {
        var (title, location) = (db.Database.KeyOf("e.title"), db.Database.KeyOf("e.location"));
        return string.Concat(
            filter.Search is null
                ? ""
                : $" and ({title} like @search escape '\\' or {location} like @search escape '\\')",
            filter.Location is null ? "" : $" and {location} like @location escape '\\'",
            filter.Phase switch
            {
                EventPhase.NotOver => " and e.ends_at > @now",
                EventPhase.Over => " and e.ends_at <= @now",
                _ => "",
            },
            filter.From is null && filter.To is null ? "" : Overlapping,
            // The end alone would walk over all that was ever planned.
            filter.From
                is null
            && filter.Phase != EventPhase.NotOver
                ? ""
                : " and e.starts_at >= @earliest and e.starts_at < @latest",
            filter.Mine
                ? " and (e.creator_id = @user or exists (select 1 from bookings o where o.event_id = e.id and o.user_id = @user))"
                : "",
            filter.Creator is null ? "" : " and e.creator_id = @Creator",
            filter.Free ? " and coalesce(e.price_cents, 0) = 0" : "",
            filter.Seats ? Seats : ""
        );
    }

    // A day without hours is the same day on every clock.
    private const string Overlapping = """
         and ((e.date >= @from and e.date <= @to)
            or (e.time is not null and e.ends_at > @fromAt and e.starts_at < @toAt))
        """;

    private const string Seats = """
         and (e.maximum_attendees is null or e.maximum_attendees > (
            select count(*) from bookings t where t.event_id = e.id and t.status <> 'invited'
        ))
        """;
}
