using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Changes events; their creator only.</summary>
public sealed class EventEdits(EventTransaction events, EventRoom rooms, CardUpdates cards, FoyerSettings settings)
{
    private static readonly Refusal Changed = Refusal.Conflict(
        "changed_meanwhile",
        "The event was changed meanwhile. Look at it again before you change it."
    );

    /// <summary>Fields that were not sent stay. With <c>sequence</c>, only if nobody was faster.</summary>
    public Task<Outcome<EventForReader>> EditAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, communityEvent) => Edit(write, communityEvent, caller, fields),
            (_, communityEvent) => EventForReader.From(communityEvent, null),
            cancel
        );

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
        EventRows.Change(write, before, draft);
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
