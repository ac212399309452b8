using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>Reads and steps on bookings. Whoever calls a step holds the event and has checked the rules.</summary>
public static class BookingStore
{
    /// <summary>When booking closes, of events <c>e</c>.</summary>
    public const string Closes = "case when e.time is null then e.ends_at else e.starts_at end";

    // A moved event moves the closing of booking, but never an offer's own deadline: the earlier of the two is read, not stored.
    private const string Select = $"""
        select b.id, b.event_id as Event, b.user_id as "User", u.username, u.avatar, u.time_zone as TimeZone, b.status as StatusText,
            b.invited_by as InvitedBy, b.accepted_date as AcceptedDate,
            case when b.offer_until < {Closes} then b.offer_until when b.offer_until is not null then {Closes} end as OfferUntil,
            case when b.status = 'waitlisted' and b.offer_until is null then (
                select count(*) from bookings w
                where w.event_id = b.event_id and w.offer_until is null and w.queue_number <= b.queue_number
            ) end as Position
        from bookings b join users u on u.id = b.user_id join events e on e.id = b.event_id
        """;

    public static Booking? Find(Queries db, string communityEvent, long user) =>
        db.First<Booking>(
            $"{Select} where b.event_id = @happening and b.user_id = @user",
            new { happening = communityEvent, user }
        );

    /// <summary>Everybody's, in the order of booking.</summary>
    public static List<Booking> List(Queries db, string communityEvent) =>
        db.List<Booking>(
            $"{Select} where b.event_id = @happening order by b.created_at, b.user_id",
            new { happening = communityEvent }
        );

    public static List<Booking> ListOfUser(Queries db, long user) =>
        db.List<Booking>($"{Select} where b.user_id = @user", new { user });

    /// <summary>Who has a place.</summary>
    public static HashSet<long> ListAccepted(Queries db, string communityEvent) =>
        [
            .. db.List<long>(
                "select user_id from bookings where event_id = @happening and status = 'accepted'",
                new { happening = communityEvent }
            ),
        ];

    /// <summary>A person's bookings at these events.</summary>
    public static List<Booking> ListOfUser(Queries db, long user, IEnumerable<string> happenings) =>
        db.List<Booking>(
            $"{Select} where b.user_id = @user and b.event_id in {db.Database.Listed("text")}",
            new { user, rows = Database.Values(happenings) }
        );

    public static void Invite(Write write, string communityEvent, long user, long by) =>
        write.Execute(
            """
            insert into bookings (id, event_id, user_id, status, invited_by, created_at)
            values (@id, @happening, @user, 'invited', @by, @Now)
            """,
            new
            {
                id = NewId(),
                happening = communityEvent,
                user,
                by,
                write.Now,
            }
        );

    /// <param name="date">The day of accepting, yyyy-mm-dd.</param>
    public static void Accept(Write write, string communityEvent, long user, string date) =>
        write.Execute(
            """
            insert into bookings (id, event_id, user_id, status, accepted_date, created_at)
            values (@id, @happening, @user, 'accepted', @date, @Now)
            on conflict (event_id, user_id) do update
            set status = 'accepted', accepted_date = excluded.accepted_date, queue_number = null, offer_until = null
            """,
            new
            {
                id = NewId(),
                happening = communityEvent,
                user,
                date,
                write.Now,
            }
        );

    /// <summary>At the end of the line.</summary>
    public static void Wait(Write write, string communityEvent, long user) =>
        write.Execute(
            """
            insert into bookings (id, event_id, user_id, status, queue_number, created_at)
            values (@id, @happening, @user, 'waitlisted',
                (select coalesce(max(queue_number), 0) + 1 from bookings where event_id = @happening), @Now)
            on conflict (event_id, user_id) do update set status = 'waitlisted', queue_number = excluded.queue_number
            """,
            new
            {
                id = NewId(),
                happening = communityEvent,
                user,
                write.Now,
            }
        );

    /// <summary>Those who wait without an offer, first come first.</summary>
    public static List<long> ListWaitlist(Queries db, string communityEvent, long most) =>
        db.List<long>(
            """
            select user_id from bookings
            where event_id = @happening and status = 'waitlisted' and offer_until is null order by queue_number limit @most
            """,
            new { happening = communityEvent, most }
        );

    public static void Offer(Write write, string communityEvent, long user, long until) =>
        write.Execute(
            "update bookings set offer_until = @until where event_id = @happening and user_id = @user",
            new
            {
                happening = communityEvent,
                user,
                until,
            }
        );

    public static void Remove(Write write, string communityEvent, long user) =>
        write.Execute(
            "delete from bookings where event_id = @happening and user_id = @user",
            new { happening = communityEvent, user }
        );

    /// <summary>
    /// Ends offers that nobody answered. Whoever had been invited is invited again, so that the event does not vanish for
    /// them; the others have left the line.
    /// </summary>
    public static List<long> Expire(Write write, string communityEvent)
    {
        var late = new { happening = communityEvent, write.Now };
        var users = write.List<long>(
            "select user_id from bookings where event_id = @happening and offer_until <= @Now order by queue_number",
            late
        );
        write.Execute(
            """
            update bookings set status = 'invited', queue_number = null, offer_until = null
            where event_id = @happening and offer_until <= @Now and invited_by is not null
            """,
            late
        );
        write.Execute("delete from bookings where event_id = @happening and offer_until <= @Now", late);
        return users;
    }

    private static string NewId() => Guid.NewGuid().ToString();
}
