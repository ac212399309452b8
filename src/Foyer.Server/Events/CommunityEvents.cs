using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Creates events, with their room and their first invitations in the same transaction, and edits them.</summary>
public sealed class CommunityEvents(
    EventTransaction events,
    EventRoom rooms,
    CardUpdates cards,
    EventInvitations inviting,
    ActionLimiter limiter,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const int MostInvitees = 50;

    private static readonly Refusal Changed = Refusal.Conflict(
        "changed_meanwhile",
        "The event was changed meanwhile. Look at it again before you change it."
    );

    public Task<Outcome<EventForReader>> CreateAsync(Caller caller, Fields fields, CancellationToken cancel)
    {
        var draft = EventDraft.Parse(fields, settings, time.Now());
        var invitees = fields.Words("invitees", MostInvitees);
        return fields.Refusal is { } wrong
            ? Task.FromResult<Outcome<EventForReader>>(wrong)
            : limiter.WriteAsync(caller, write => Create(write, caller, draft, invitees), cancel);
    }

    /// <summary>Edits an event of the caller. Fields that were not sent stay. With <c>sequence</c>, only that version is edited.</summary>
    public Task<Outcome<EventForReader>> EditAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, communityEvent) => Edit(write, communityEvent, caller, fields),
            (_, communityEvent) => EventForReader.From(communityEvent, null),
            cancel
        );

    private Outcome<EventForReader> Create(Write write, Caller caller, EventDraft draft, IReadOnlyList<string> invitees)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        var id = EventStore.Add(write, draft, caller.User, settings.Currency);
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

    private Refusal? Edit(Write write, CommunityEvent before, Caller caller, Fields fields)
    {
        if (before.CreatorId != caller.User)
            return Refusal.PermissionDenied;
        if (write.Now >= before.EndsAt)
            return BookingRules.Over;
        var sequence = fields.OptionalInteger("sequence", 0);
        var draft = EventDraft.Parse(fields, settings, write.Now, before);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (sequence is { } seen && seen != before.Sequence)
            return Changed;
        if (BookingRules.Resize(before, draft.MaximumAttendees) is { } refusal)
            return refusal;
        if (!draft.IsSameAs(before))
            Store(write, before, draft);
        return null;
    }

    private void Store(Write write, CommunityEvent before, EventDraft draft)
    {
        EventStore.Change(write, before, draft);
        var after = EventStore.Get(write, before.Id)!;
        if (before.Title != after.Title)
            rooms.Rename(write, after.Chat, after.Title);
        if (!draft.Room)
            rooms.Close(write, after.Chat);
        else if (before.HasRoom == 0 || before.EndsAt != after.EndsAt)
            rooms.Open(write, after);
        if (before.Visibility != after.Visibility)
            cards.BumpVersions(write, after.Id);
    }
}
