using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Makes events, with their room and their first invitations in the same transaction.</summary>
public sealed class CommunityEvents(
    EventRoom rooms,
    EventInvitations inviting,
    ActionLimiter limiter,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const int MostInvitees = 50;

    public Task<Outcome<EventForReader>> CreateAsync(Caller caller, Fields fields, CancellationToken cancel)
    {
        var draft = EventDraft.Parse(fields, settings, time.Now());
        var invitees = fields.Words("invitees", MostInvitees);
        return fields.Refusal is { } wrong
            ? Task.FromResult<Outcome<EventForReader>>(wrong)
            : limiter.WriteAsync(caller, write => Create(write, caller, draft, invitees), cancel);
    }

    private Outcome<EventForReader> Create(Write write, Caller caller, EventDraft draft, IReadOnlyList<string> invitees)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        var id = EventRows.Add(write, draft, caller.User, settings.Currency);
        if (draft.Room)
            rooms.Open(write, EventStore.Get(write, id)!);
        var communityEvent = EventStore.Get(write, id)!;
        foreach (var invitee in invitees)
            if (inviting.Invite(write, communityEvent, caller, invitee).Refused(out var refused))
                return refused.RetryAfter is null
                    ? Refusal.Invalid("invitees", $"{invitee}: {refused.Errors[0].Detail}")
                    : refused;
        return EventForReader.From(EventStore.Get(write, id)!, null);
    }
}
