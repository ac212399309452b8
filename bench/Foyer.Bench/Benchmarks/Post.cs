using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>Messages that are on the disk before they are acknowledged.</summary>
internal static class Post
{
    private const int Rooms = 16;

    public static bool Run(Options options)
    {
        var fine = true;
        foreach (var senders in options.Number("posters", 0) is var given and > 0 ? [given] : new[] { 16, 256 })
        {
            var series = new ResultSeries($"post by {senders}");
            for (var run = 0; run < options.Number("runs", 1); run++)
                series.Add("foyer", Measure(senders, options.Number("warmup", 10), options.Number("seconds", 10)));
            fine &= series.Print();
        }
        return fine;
    }

    private static BenchResults Measure(int count, int warmup, int seconds)
    {
        using var server = ServerLauncher.StartFoyer(count, Math.Min(Rooms, count));
        using var pool = new ClientPool(ServerLauncher.Outside);
        pool.Open(server.Port, count, Math.Min(Rooms, count), server.People);
        var senders = new Senders(pool, _ => new string('x', 120));
        senders.Begin();
        pool.Rest(warmup);
        var (before, acknowledged, began) = (server.CpuSeconds, senders.Acknowledged, ClientPool.Now);
        senders.Latencies = new Latencies();
        pool.Rest(seconds);
        var (span, stored) = ((ClientPool.Now - began) / 1e9, senders.Acknowledged - acknowledged);
        var cpu = server.CpuSeconds - before;
        senders.Stopped = true;
        pool.Until(() => senders.Acknowledged + senders.Refused == senders.Sent, seconds: 10);
        var missing = senders.Sent - senders.Acknowledged - senders.Refused;
        return new BenchResults(new(missing, senders.Doubled, 0, senders.Refused, pool.LostCount))
        {
            ["posts_per_s"] = stored / span,
            ["us_per_post"] = cpu * 1e6 / stored,
            ["server_cores"] = cpu / span,
            ["p50_ms"] = senders.Latencies.At(0.5) / 1e6,
            ["p99_ms"] = senders.Latencies.At(0.99) / 1e6,
            ["max_ms"] = senders.Latencies.Longest / 1e6,
        };
    }
}
