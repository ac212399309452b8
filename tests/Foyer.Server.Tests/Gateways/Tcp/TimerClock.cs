namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>A clock whose timers go off when it is moved, and not before, where they wait for a second or longer.</summary>
internal sealed class TimerClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private TimeSpan moved;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + moved;

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(moved.TotalSeconds * System.TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
            timers.Add(timer);
        return timer;
    }

    public void Move(TimeSpan by)
    {
        List<Timer> due;
        lock (gate)
        {
            moved += by;
            due = timers.FindAll(timer => timer.Due <= moved);
        }
        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class Timer(TimerClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; } = TimeSpan.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
                Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : clock.moved + dueTime;
            return true;
        }

        public void Fire()
        {
            lock (clock.gate)
                Due = TimeSpan.MaxValue;
            fire();
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
