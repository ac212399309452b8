namespace Foyer.Server.Tests.House;

/// <summary>
/// The real clock, moved at will. Timers keep real time, so that nothing waits for ever; what looks at the clock sees it move.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private long moved;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref moved));

    public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
}
