using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>Measures the cost of REST requests.</summary>
internal static class Reads
{
    private const int Many = 1_000_000;

    public static bool Rest(Options options) =>
        Run("rest", options, options.Number("messages", 1000), connections: 16, requests: 50_000, Page);

    public static bool History(Options options) =>
        Run("history of 1000", options, 1000, connections: 1, requests: 2000, Page)
        & Run(
            $"history of {options.Number("messages", Many)}",
            options,
            options.Number("messages", Many),
            1,
            2000,
            Page
        );

    public static bool Search(Options options) =>
        Run("search", options, options.Number("messages", Many), connections: 1, requests: 500, Searched);

    /// <summary>The pages people open most, as HTML.</summary>
    public static bool Pages(Options options) =>
        Shown("home", options, _ => "/")
        & Shown("room", options, person => $"/rooms/{person.Chat}")
        & Shown("events", options, _ => "/event-overview");

    private static bool Shown(string name, Options options, Func<Person, string> path) =>
        Run($"page: {name}", options, 1000, 4, 4000, (person, _) => PageReaders.Shown(path(person), person.Token));

    private static byte[] Page(Person person, int number) =>
        PageReaders.Get($"/api/chats/{person.Chat}/messages?limit=50", person.Token);

    private static byte[] Searched(Person person, int number) =>
        PageReaders.Get(
            $"/api/search?kind=message&sort=timestamp&limit=20&q={Uri.EscapeDataString(SampleTexts.Query(number))}",
            person.Token
        );

    private static bool Run(
        string name,
        Options options,
        int messages,
        int connections,
        int requests,
        Func<Person, int, byte[]> request
    )
    {
        var series = new ResultSeries(name);
        using var server = BenchFixture.Start(messages);
        var count = options.Number("requests", requests);
        using var readers = new PageReaders(
            server.Port,
            connections,
            number => request(server.People[number % server.People.Count], number)
        );
        readers.Run(count / 4);
        for (var run = 0; run < options.Number("runs", 1); run++)
            series.Add("foyer", Measure(server, readers, count));
        return series.Print();
    }

    private static BenchResults Measure(MeasuredServer server, PageReaders readers, int count)
    {
        var (cpu, began) = (server.CpuSeconds, ClientPool.Now);
        readers.Run(count);
        var seconds = (ClientPool.Now - began) / 1e9;
        cpu = server.CpuSeconds - cpu;
        return new BenchResults(new(0, 0, 0, readers.Refused, 0))
        {
            ["answers_per_s"] = count / seconds,
            ["cpu_ms"] = cpu * 1000 / count,
            ["server_cores"] = cpu / seconds,
            ["p50_ms"] = readers.Latencies.At(0.5) / 1e6,
            ["p99_ms"] = readers.Latencies.At(0.99) / 1e6,
        };
    }
}
