using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>Delivery of messages to the members of rooms; every server of a series under the same load.</summary>
internal static class Fanout
{
    private sealed record Load(int Members, int Rooms, int Rate, int Publishers, int Window, int Warmup, int Seconds)
    {
        /// <summary>The protocol that Foyer uses instead of messages; the peers, which store nothing, get messages.</summary>
        public PeerProtocol? Instead { get; init; }
    }

    public static bool OneRoom(Options options) =>
        Run("fanout", options, members: 1000, rooms: 1, rate: 50, publishers: 0);

    public static bool ManyRooms(Options options) =>
        Run("rooms", options, members: 10, rooms: 1000, rate: 5000, publishers: 0);

    public static bool Typing(Options options) =>
        Run("typing", options, members: 10, rooms: 1000, rate: 5000, publishers: 0, ServerLauncher.Typing);

    public static bool Saturate(Options options) =>
        Run("saturate", options, members: 1000, rooms: 1, rate: 0, publishers: 10);

    private static bool Run(
        string name,
        Options options,
        int members,
        int rooms,
        int rate,
        int publishers,
        PeerProtocol? instead = null
    )
    {
        var load = new Load(
            options.Number("members", members),
            options.Number("rooms", rooms),
            options.Number("rate", rate),
            options.Number("publishers", publishers),
            options.Number("window", 2),
            options.Number("warmup", 10),
            options.Number("seconds", 10)
        )
        {
            Instead = instead,
        };
        var series = new ResultSeries(name);
        for (var run = 0; run < options.Number("runs", 1); run++)
            foreach (var server in ResultSeries.Order(options.Peers))
                series.Add(server, Measure(server, load));
        return series.Print();
    }

    private static BenchResults Measure(string name, Load load)
    {
        using var server = ServerLauncher.Start(name, load.Members * load.Rooms, load.Rooms);
        using var pool = new ClientPool(name == "foyer" ? load.Instead ?? server.Dialect : server.Dialect);
        pool.Open(server.Port, load.Members * load.Rooms, load.Rooms, server.People);
        pool.Rest(1);
        var talk = new MessageTraffic(pool, load.Rooms, server.Numbered);
        var end = ClientPool.Now + Seconds(load.Warmup + load.Seconds);
        var drive = load.Rate > 0 ? ByRate(talk, load.Rate) : ByEcho(talk, pool, load, end);
        Drive(pool, drive, ClientPool.Now + Seconds(load.Warmup));
        var (before, delivered, reads, frames) = (Clocks(server), talk.Delivered, pool.Reads, pool.Frames);
        var began = ClientPool.Now;
        talk.Latencies = new Latencies();
        Drive(pool, drive, end);
        var (after, seconds) = (Clocks(server), (ClientPool.Now - began) / 1e9);
        var (arrived, read, heard) = (talk.Delivered - delivered, pool.Reads - reads, pool.Frames - frames);
        var latencies = talk.Latencies;
        talk.Latencies = null;
        pool.Until(() => talk.Missing == 0, seconds: 20);
        return new BenchResults(new(talk.Missing, talk.Doubled, talk.Disordered, talk.Refused, pool.LostCount))
        {
            ["us_per_delivery"] = (after.Server - before.Server) * 1e6 / arrived,
            ["deliveries_per_s"] = arrived / seconds,
            ["server_cores"] = (after.Server - before.Server) / seconds,
            ["generator_cores"] = (after.Own - before.Own) / seconds,
            ["frames_per_read"] = (double)heard / Math.Max(1, read),
            ["p50_ms"] = latencies.At(0.5) / 1e6,
            ["p99_ms"] = latencies.At(0.99) / 1e6,
            ["max_ms"] = latencies.Longest / 1e6,
        };
    }

    /// <summary>Sends due messages and returns the time until the next one.</summary>
    internal static Func<long> ByRate(MessageTraffic talk, int rate)
    {
        var (began, spacing) = (ClientPool.Now, 1e9 / rate);
        return () =>
        {
            long due;
            while ((due = began + (long)(talk.Sent * spacing)) <= ClientPool.Now)
                talk.SendNext(due);
            return Math.Max(0, due - ClientPool.Now);
        };
    }

    /// <summary>Some members of each room keep a few messages in flight; each sends the next when it receives its own.</summary>
    private static Func<long> ByEcho(MessageTraffic talk, ClientPool pool, Load load, long end)
    {
        var publishers = pool.Clients.Where(client => client.Place < load.Publishers).ToList();
        talk.Echoed = client =>
        {
            if (ClientPool.Now < end)
                talk.Send(client, ClientPool.Now);
        };
        foreach (var client in publishers)
            for (var i = 0; i < load.Window; i++)
                talk.Send(client, ClientPool.Now);
        return () => Seconds(1);
    }

    internal static void Drive(ClientPool pool, Func<long> drive, long end)
    {
        while (ClientPool.Now < end)
            pool.Turn(Math.Min(drive(), end - ClientPool.Now));
    }

    private static (double Server, double Own) Clocks(MeasuredServer server) =>
        (server.CpuSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);

    internal static long Seconds(double count) => (long)(count * 1e9);
}
