using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>Measures the cost of idle connections.</summary>
internal static class Idle
{
    public static bool Run(Options options)
    {
        var (members, rooms) = (options.Number("members", 10), options.Number("rooms", 1000));
        var series = new ResultSeries("idle");
        for (var run = 0; run < options.Number("runs", 1); run++)
            foreach (var server in ResultSeries.Order(options.Peers))
                series.Add(server, Measure(server, members * rooms, rooms, options.Number("seconds", 5)));
        return series.Print();
    }

    private static BenchResults Measure(string name, int count, int rooms, int seconds)
    {
        using var server = ServerLauncher.Start(name, count, rooms);
        Prime(server, rooms);
        var (before, clock) = (server.Memory, server.CpuSeconds);
        using var pool = new ClientPool(server.Dialect);
        pool.Open(server.Port, count, rooms, server.People);
        var opening = server.CpuSeconds - clock;
        pool.Rest(5);
        clock = server.CpuSeconds;
        pool.Rest(seconds);
        return new BenchResults(new(0, 0, 0, 0, pool.LostCount))
        {
            ["bytes_per_connection"] = (double)(server.Memory - before) / count,
            ["us_to_open"] = opening * 1e6 / count,
            ["cpu_percent"] = (server.CpuSeconds - clock) * 100 / seconds,
            ["process_mib"] = before / 1048576.0,
        };
    }

    /// <summary>Runs every code path once, so that one-time costs are not attributed to the connections.</summary>
    private static void Prime(MeasuredServer server, int rooms)
    {
        using var few = new ClientPool(server.Dialect);
        few.Open(server.Port, 50, Math.Min(rooms, 50), server.People);
        few.Rest(1);
    }
}
