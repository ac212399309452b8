using System.Globalization;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Excludes users: for some seconds (kick) or until it is lifted (ban).</summary>
public sealed class Bans(AuditLog auditLog, Sessions sessions, Hub hub, EventTransaction events, Bookings seating)
{
    /// <summary>A year.</summary>
    public const long MaxKickSeconds = 31_536_000;

    /// <summary>The session is kept; until the time is over every request is refused, and open connections are closed.</summary>
    public Task<Outcome<Done>> KickAsync(
        Actor by,
        string name,
        long seconds,
        string? reason,
        CancellationToken cancel
    ) =>
        auditLog.RunAsync<Done>(
            new AuditAction(by, "kick", name, Detail(seconds.ToString(CultureInfo.InvariantCulture) + " s", reason)),
            write =>
            {
                if (
                    Permissions.Subject(write, by, ServerRole.Moderator, name).Refused(out var refusal, out var subject)
                )
                    return refusal;
                var until = write.Now + seconds * Instants.Second;
                write.Execute(
                    """
                    insert into kicks (user_id, by_id, reason, until) values (@Id, @User, @reason, @until)
                    on conflict (user_id) do update set by_id = excluded.by_id, reason = excluded.reason, until = excluded.until
                    """,
                    new
                    {
                        subject.Id,
                        by.User,
                        reason,
                        until,
                    }
                );
                sessions.Changed(write, subject.Id);
                var why = AccessExclusion.ForKick(until, reason, write.Now);
                write.After(() => hub.EndUser(subject.Id, CloseCode.Kicked, why));
                return new Done();
            },
            cancel
        );

    /// <summary>Ends every session and connection, and cancels bookings of upcoming events.</summary>
    public Task<Outcome<Done>> BanAsync(Actor by, string name, string? reason, CancellationToken cancel) =>
        auditLog.RunAsync<Done>(
            new AuditAction(by, "ban", name, reason),
            write =>
            {
                if (
                    Permissions
                        .SubjectButLastOwner(write, by, ServerRole.Admin, name)
                        .Refused(out var refusal, out var subject)
                )
                    return refusal;
                write.Execute(
                    """
                    insert into bans (user_id, by_id, reason, created_at) values (@Id, @User, @reason, @Now)
                    on conflict (user_id) do update set by_id = excluded.by_id, reason = excluded.reason
                    """,
                    new
                    {
                        subject.Id,
                        by.User,
                        reason,
                        write.Now,
                    }
                );
                // Before the sessions end, which would close their connections without a reason.
                write.After(() => hub.EndUser(subject.Id, CloseCode.Banned, AccessExclusion.ForBan(reason)));
                sessions.EndAll(write, subject.Id, SessionEndReason.Banned);
                FreePlaces(write, subject.Id);
                return new Done();
            },
            cancel
        );

    /// <summary>Lifts a ban; does nothing when the user is not banned.</summary>
    public Task<Outcome<Done>> UnbanAsync(Actor by, string name, CancellationToken cancel) =>
        auditLog.RunAsync<Done>(
            new AuditAction(by, "unban", name),
            write =>
            {
                if (Permissions.Subject(write, by, ServerRole.Admin, name).Refused(out var refusal, out var subject))
                    return refusal;
                write.Execute("delete from bans where user_id = @Id", new { subject.Id });
                sessions.Changed(write, subject.Id);
                return new Done();
            },
            cancel
        );

    /// <summary>Ends every session; the user may sign in again at once.</summary>
    public Task<Outcome<Done>> SignOutAsync(Actor by, string name, CancellationToken cancel) =>
        auditLog.RunAsync<Done>(
            new AuditAction(by, "sign out", name),
            write =>
            {
                if (Permissions.Subject(write, by, ServerRole.Admin, name).Refused(out var refusal, out var subject))
                    return refusal;
                sessions.EndAll(write, subject.Id, SessionEndReason.SignedOut);
                return new Done();
            },
            cancel
        );

    /// <summary>Offers the places at upcoming events to the waitlist.</summary>
    private void FreePlaces(Write write, long user)
    {
        foreach (var booking in BookingStore.ListOfUser(write, user))
        {
            if (
                events.BeginAnyway(write, booking.Event) is not { } communityEvent
                || write.Now >= communityEvent.ClosesAt
            )
                continue;
            seating.Free(write, communityEvent, user);
            events.Finish(write, communityEvent.Id);
        }
    }

    private static string Detail(string time, string? reason) => reason is null ? time : $"{time}: {reason}";
}
