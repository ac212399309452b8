namespace Foyer.Server.Tests.Fixtures;

/// <summary>
/// A clock that begins at noon, so that no test depends on the hour it is run at, goes on as the real one does and is
/// moved at will. Timers keep real time, so that nothing waits for ever; what looks at the clock sees it move.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private long moved;

    public TestClock() => moved = (TimeSpan.FromHours(12) - System.GetUtcNow().TimeOfDay).Ticks;

    /// <summary>A clock that begins at the given instant.</summary>
    public TestClock(DateTimeOffset start) => moved = (start - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref moved));

    public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
}
