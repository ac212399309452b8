namespace Foyer.Bench.Benchmarks;

/// <summary>The figures of one run of one server, by name.</summary>
/// <param name="faults">When any is above 0, the figures do not count.</param>
internal sealed class BenchResults(Faults faults) : Dictionary<string, double>
{
    public Faults Faults => faults;
}

/// <summary>The number of faults in a run, by kind.</summary>
internal readonly record struct Faults(long Missing, long Doubled, long Disordered, long Refused, long Lost)
{
    public static Faults operator +(Faults one, Faults other) =>
        new(
            one.Missing + other.Missing,
            one.Doubled + other.Doubled,
            one.Disordered + other.Disordered,
            one.Refused + other.Refused,
            one.Lost + other.Lost
        );
}
