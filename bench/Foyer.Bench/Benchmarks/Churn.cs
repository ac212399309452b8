using System.Net.Sockets;
using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>
/// A long day in short: some clients send without pause while others connect, enter a room and leave. Memory and descriptors must
/// stay constant.
/// </summary>
internal static class Churn
{
    private const int Rooms = 100;

    public static bool Run(Options options)
    {
        var (members, visitors) = (options.Number("members", 10), options.Number("visitors", 50));
        using var server = ServerLauncher.StartFoyer(members * Rooms + visitors, Rooms);
        using var residents = new ClientPool(server.Dialect);
        residents.Open(server.Port, members * Rooms, Rooms, server.People);
        var talk = new MessageTraffic(residents, Rooms, server.Numbered) { Latencies = new Latencies() };
        var passage = new Passage(server, [.. server.People.Skip(members * Rooms)], Rooms);
        var samples = new List<Sample>();
        var drive = Fanout.ByRate(talk, options.Number("rate", 1000));
        for (var minute = 1; minute <= options.Number("minutes", 30); minute++)
        {
            Fanout.Drive(residents, drive, ClientPool.Now + Fanout.Seconds(60));
            samples.Add(new Sample(server.Memory, server.Descriptors, server.CpuSeconds));
            Console.WriteLine(
                $"  minute {minute}: {samples[^1].Memory / 1048576.0:0.0} MiB, {samples[^1].Descriptors} descriptors, {passage.Count} came and went, {talk.Delivered} delivered"
            );
        }
        var lost = passage.End();
        residents.Until(() => talk.Missing == 0, seconds: 20);
        var series = new ResultSeries("churn");
        series.Add("foyer", Sum(samples, talk, passage, residents.LostCount + lost));
        return series.Print();
    }

    /// <summary>Compares the last quarter with the second, which is past all warm-up.</summary>
    private static BenchResults Sum(List<Sample> samples, MessageTraffic talk, Passage passage, int lost)
    {
        var quarter = Math.Max(1, samples.Count / 4);
        var (early, late) = (samples.Skip(quarter).Take(quarter).ToList(), samples.TakeLast(quarter).ToList());
        return new BenchResults(new(talk.Missing, talk.Doubled, talk.Disordered, talk.Refused, lost))
        {
            ["came_and_went"] = passage.Count,
            ["mib_early"] = early.Average(sample => sample.Memory) / 1048576,
            ["mib_late"] = late.Average(sample => sample.Memory) / 1048576,
            ["files_early"] = early.Average(sample => sample.Descriptors),
            ["files_late"] = late.Average(sample => sample.Descriptors),
            ["server_cores"] = (samples[^1].Cpu - samples[0].Cpu) / (60 * Math.Max(1, samples.Count - 1)),
            ["p99_ms"] = talk.Latencies!.At(0.99) / 1e6,
        };
    }

    private sealed record Sample(long Memory, int Descriptors, double Cpu);

    /// <summary>
    /// Clients that connect, stay for a moment and disconnect, all at once and repeatedly, on a thread of their own.
    /// </summary>
    private sealed class Passage
    {
        private readonly Thread thread;
        private volatile bool ending;
        private volatile int lost;
        private volatile int count;

        public Passage(MeasuredServer server, List<Person> people, int rooms)
        {
            thread = new Thread(() => Pass(server, people, rooms)) { IsBackground = true };
            thread.Start();
        }

        public int Count => count;

        /// <summary>Returns how many connections were lost.</summary>
        public int End()
        {
            ending = true;
            thread.Join();
            return lost;
        }

        private void Pass(MeasuredServer server, List<Person> people, int rooms)
        {
            while (!ending)
                try
                {
                    using var wave = new ClientPool(server.Dialect);
                    wave.Open(server.Port, people.Count, rooms, people);
                    wave.Rest(1);
                    count += people.Count;
                    lost += wave.LostCount;
                }
                catch (Exception fault) when (fault is InvalidOperationException or SocketException)
                {
                    lost += people.Count;
                }
        }
    }
}
