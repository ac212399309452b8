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
        foreach (var posters in options.Number("posters", 0) is var given and > 0 ? [given] : new[] { 16, 256 })
        {
            var series = new Series($"post by {posters}");
            for (var run = 0; run < options.Number("runs", 1); run++)
                series.Add("foyer", Measure(posters, options.Number("warmup", 10), options.Number("seconds", 10)));
            fine &= series.Print();
        }
        return fine;
    }

    private static Figures Measure(int count, int warmup, int seconds)
    {
        using var server = Servers.StartFoyer(count, Math.Min(Rooms, count));
        using var swarm = new Swarm(Servers.Outside);
        swarm.Open(server.Port, count, Math.Min(Rooms, count), server.People);
        var posters = new Posters(swarm, _ => new string('x', 120));
        posters.Begin();
        swarm.Rest(warmup);
        var (before, acknowledged, began) = (server.CpuSeconds, posters.Acknowledged, Swarm.Now);
        posters.Latencies = new Latencies();
        swarm.Rest(seconds);
        var (span, stored) = ((Swarm.Now - began) / 1e9, posters.Acknowledged - acknowledged);
        var cpu = server.CpuSeconds - before;
        posters.Stopped = true;
        swarm.Until(() => posters.Acknowledged + posters.Refused == posters.Sent, seconds: 10);
        var missing = posters.Sent - posters.Acknowledged - posters.Refused;
        return new Figures(new(missing, posters.Doubled, 0, posters.Refused, swarm.LostCount))
        {
            ["posts_per_s"] = stored / span,
            ["us_per_post"] = cpu * 1e6 / stored,
            ["server_cores"] = cpu / span,
            ["p50_ms"] = posters.Latencies.At(0.5) / 1e6,
            ["p99_ms"] = posters.Latencies.At(0.99) / 1e6,
            ["max_ms"] = posters.Latencies.Longest / 1e6,
        };
    }
}
