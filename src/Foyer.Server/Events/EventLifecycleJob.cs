using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>What happens to events because time passes: offers end, people are reminded, rooms close, tombstones go.</summary>
public sealed class EventLifecycleJob(
    WorkItems items,
    EventTransaction events,
    EventRoom rooms,
    EventReminders reminding,
    EventSubscriptions watching,
    TimeProvider time,
    ILogger<EventLifecycleJob> log
) : PeriodicJob(TimeSpan.FromSeconds(10), items, time, log)
{
    private const long TombstoneLife = 30 * Instants.Day;

    /// <summary>Does what is due now. Each thing is a write of its own, is due once only, and fails alone.</summary>
    public async Task RunDueAsync(CancellationToken cancel)
    {
        watching.RemoveClosed();
        await EachAsync(
            "waitlist offers",
            "select distinct event_id from bookings where offer_until <= @now",
            PassOn,
            cancel
        );
        await Items.WriteEachAsync(
            "event reminders",
            db => EventReminders.Due(db, Time.Now()),
            reminding.SendReminder,
            cancel
        );
        await EachAsync(
            "event rooms",
            """
            select e.id from events e join chats c on c.id = e.chat_id
            where c.archived_at is null and e.ends_at + @roomLife <= @now
            """,
            Close,
            cancel
        );
        await EachAsync(
            "cancelled events' rooms",
            "select id from cancelled_events where chat_id is not null and cancelled_at + @roomLife <= @now",
            DeleteRoom,
            cancel
        );
        await EachAsync(
            "cancelled events",
            "select id from cancelled_events where cancelled_at + @tombstoneLife <= @now",
            Forget,
            cancel
        );
    }

    protected override Task RunAsync(CancellationToken cancel) => RunDueAsync(cancel);

    private async Task EachAsync(string queue, string due, Action<Write, string> step, CancellationToken cancel)
    {
        var values = new
        {
            now = Time.Now(),
            roomLife = rooms.Lifetime,
            tombstoneLife = Math.Max(TombstoneLife, rooms.Lifetime + Instants.Day),
        };
        await Items.WriteEachAsync(queue, db => db.List<string>(due, values), step, cancel);
    }

    private void PassOn(Write write, string id)
    {
        if (events.BeginAnyway(write, id) is not null)
            events.Finish(write, id);
    }

    // Looked at again under the event's row: it may have been moved meanwhile.
    private void Close(Write write, string id)
    {
        EventStore.Lock(write, id);
        if (EventStore.Get(write, id) is { } communityEvent && communityEvent.EndsAt + rooms.Lifetime <= write.Now)
            rooms.Close(write, communityEvent.Chat);
    }

    private void DeleteRoom(Write write, string id)
    {
        if (write.First<long?>("select chat_id from cancelled_events where id = @id", new { id }) is not { } chat)
            return;
        rooms.Delete(write, chat);
    }

    private static void Forget(Write write, string id) =>
        write.Execute("delete from cancelled_events where id = @id", new { id });
}
