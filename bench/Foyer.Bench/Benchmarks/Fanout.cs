using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>People in rooms who hear what others say; every server of a series under the same load.</summary>
internal static class Fanout
{
    private sealed record Load(int Members, int Rooms, int Rate, int Publishers, int Window, int Warmup, int Seconds)
    {
        /// <summary>What Foyer is told instead of messages; the peers, which store nothing, are told messages.</summary>
        public Dialect? Instead { get; init; }
    }

    public static bool OneRoom(Options options) =>
        Run("fanout", options, members: 1000, rooms: 1, rate: 50, publishers: 0);

    public static bool ManyRooms(Options options) =>
        Run("rooms", options, members: 10, rooms: 1000, rate: 5000, publishers: 0);

    public static bool Typing(Options options) =>
        Run("typing", options, members: 10, rooms: 1000, rate: 5000, publishers: 0, Servers.Typing);

    public static bool Saturate(Options options) =>
        Run("saturate", options, members: 1000, rooms: 1, rate: 0, publishers: 10);

    private static bool Run(
        string name,
        Options options,
        int members,
        int rooms,
        int rate,
        int publishers,
        Dialect? instead = null
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
        var series = new Series(name);
        for (var run = 0; run < options.Number("runs", 1); run++)
            foreach (var server in Series.Order(options.Peers))
                series.Add(server, Measure(server, load));
        return series.Print();
    }

    private static Figures Measure(string name, Load load)
    {
        using var server = Servers.Start(name, load.Members * load.Rooms, load.Rooms);
        using var swarm = new Swarm(name == "foyer" ? load.Instead ?? server.Dialect : server.Dialect);
        swarm.Open(server.Port, load.Members * load.Rooms, load.Rooms, server.People);
        swarm.Rest(1);
        var talk = new Talk(swarm, load.Rooms, server.Numbered);
        var end = Swarm.Now + Seconds(load.Warmup + load.Seconds);
        var drive = load.Rate > 0 ? ByRate(talk, load.Rate) : ByEcho(talk, swarm, load, end);
        Drive(swarm, drive, Swarm.Now + Seconds(load.Warmup));
        var (before, delivered, reads, frames) = (Clocks(server), talk.Delivered, swarm.Reads, swarm.Frames);
        var began = Swarm.Now;
        talk.Latencies = new Latencies();
        Drive(swarm, drive, end);
        var (after, seconds) = (Clocks(server), (Swarm.Now - began) / 1e9);
        var (arrived, read, heard) = (talk.Delivered - delivered, swarm.Reads - reads, swarm.Frames - frames);
        var latencies = talk.Latencies;
        talk.Latencies = null;
        swarm.Until(() => talk.Missing == 0, seconds: 20);
        return new Figures(new(talk.Missing, talk.Doubled, talk.Disordered, talk.Refused, swarm.LostCount))
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

    /// <summary>Says what is due and answers how long nothing will be.</summary>
    internal static Func<long> ByRate(Talk talk, int rate)
    {
        var (began, spacing) = (Swarm.Now, 1e9 / rate);
        return () =>
        {
            long due;
            while ((due = began + (long)(talk.Sent * spacing)) <= Swarm.Now)
                talk.SayNext(due);
            return Math.Max(0, due - Swarm.Now);
        };
    }

    /// <summary>Some members of each room keep a few messages under way; each says the next when it hears its own.</summary>
    private static Func<long> ByEcho(Talk talk, Swarm swarm, Load load, long end)
    {
        var publishers = swarm.Clients.Where(client => client.Place < load.Publishers).ToList();
        talk.Echoed = client =>
        {
            if (Swarm.Now < end)
                talk.Say(client, Swarm.Now);
        };
        foreach (var client in publishers)
            for (var i = 0; i < load.Window; i++)
                talk.Say(client, Swarm.Now);
        return () => Seconds(1);
    }

    internal static void Drive(Swarm swarm, Func<long> drive, long end)
    {
        while (Swarm.Now < end)
            swarm.Turn(Math.Min(drive(), end - Swarm.Now));
    }

    private static (double Server, double Own) Clocks(Server server) =>
        (server.CpuSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);

    internal static long Seconds(double count) => (long)(count * 1e9);
}
