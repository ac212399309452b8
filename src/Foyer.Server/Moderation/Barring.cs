using System.Globalization;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Keeps people out: for some seconds (kick, S002-09) or until it is lifted (ban, S002-10).</summary>
public sealed class Barring(Trail trail, Sessions sessions, Hub hub, EventWrites events, Seating seating)
{
    /// <summary>A year.</summary>
    public const long LongestKick = 31_536_000;

    /// <summary>The session stays; until the time is over everything is refused, and open connections close.</summary>
    public Task<Outcome<Done>> KickAsync(
        Actor by,
        string name,
        long seconds,
        string? reason,
        CancellationToken cancel
    ) =>
        trail.KeepAsync<Done>(
            new Deed(by, "kick", name, Detail(seconds.ToString(CultureInfo.InvariantCulture) + " s", reason)),
            write =>
            {
                if (Powers.Subject(write, by, Powers.Moderator, name).Refused(out var refusal, out var subject))
                    return refusal;
                var until = write.Now + seconds * Clock.Second;
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
                var why = Exclusion.Kick(until, reason, write.Now);
                write.After(() => hub.EndUser(subject.Id, CloseCode.Kicked, why));
                return new Done();
            },
            cancel
        );

    /// <summary>Ends every session and connection, and bookings of what is still to come.</summary>
    public Task<Outcome<Done>> BanAsync(Actor by, string name, string? reason, CancellationToken cancel) =>
        trail.KeepAsync<Done>(
            new Deed(by, "ban", name, reason),
            write =>
            {
                if (Powers.SubjectButLastOwner(write, by, Powers.Admin, name).Refused(out var refusal, out var subject))
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
                // Before the end of the sessions, which closes what they hold open without a reason.
                write.After(() => hub.EndUser(subject.Id, CloseCode.Banned, Exclusion.Ban(reason)));
                sessions.EndAll(write, subject.Id, SessionEndReason.Banned);
                FreePlaces(write, subject.Id);
                return new Done();
            },
            cancel
        );

    /// <summary>Lifts a ban; who is not banned has nothing to be lifted.</summary>
    public Task<Outcome<Done>> UnbanAsync(Actor by, string name, CancellationToken cancel) =>
        trail.KeepAsync<Done>(
            new Deed(by, "unban", name),
            write =>
            {
                if (Powers.Subject(write, by, Powers.Admin, name).Refused(out var refusal, out var subject))
                    return refusal;
                write.Execute("delete from bans where user_id = @Id", new { subject.Id });
                sessions.Changed(write, subject.Id);
                return new Done();
            },
            cancel
        );

    /// <summary>Ends every session; the person may sign in again at once.</summary>
    public Task<Outcome<Done>> SignOutAsync(Actor by, string name, CancellationToken cancel) =>
        trail.KeepAsync<Done>(
            new Deed(by, "sign out", name),
            write =>
            {
                if (Powers.Subject(write, by, Powers.Admin, name).Refused(out var refusal, out var subject))
                    return refusal;
                sessions.EndAll(write, subject.Id, SessionEndReason.SignedOut);
                return new Done();
            },
            cancel
        );

    /// <summary>What is still to come goes to those who wait for it.</summary>
    private void FreePlaces(Write write, long user)
    {
        foreach (var booking in BookingLog.OfUser(write, user))
        {
            if (events.BeginAnyway(write, booking.Event) is not { } happening || write.Now >= happening.ClosesAt)
                continue;
            seating.Free(write, happening, user);
            events.Finish(write, happening.Id);
        }
    }

    private static string Detail(string time, string? reason) => reason is null ? time : $"{time}: {reason}";
}
