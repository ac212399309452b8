namespace Foyer.Bench.Benchmarks;

/// <summary>What one run of one server showed, by name.</summary>
/// <param name="faults">With any above 0 the figures do not count.</param>
internal sealed class BenchResults(Faults faults) : Dictionary<string, double>
{
    public Faults Faults => faults;
}

/// <summary>What went wrong in a run.</summary>
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
