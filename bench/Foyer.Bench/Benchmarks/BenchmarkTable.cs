namespace Foyer.Bench.Benchmarks;

/// <param name="Meaning">One sentence for <c>--list</c>.</param>
/// <param name="Run">Returns false when a figure does not count.</param>
internal sealed record Benchmark(string Meaning, Func<Options, bool> Run);

internal static class BenchmarkTable
{
    public static readonly IReadOnlyDictionary<string, Benchmark> All = new Dictionary<string, Benchmark>(
        StringComparer.Ordinal
    )
    {
        ["fanout"] = new("One room of 1,000 people, 50 messages a second: CPU for each delivery.", Fanout.OneRoom),
        ["rooms"] = new("1,000 rooms of 10 people, 5,000 messages a second: CPU for each delivery.", Fanout.ManyRooms),
        ["typing"] = new("The same with typing in place of messages, so that nothing is stored.", Fanout.Typing),
        ["idle"] = new("10,000 connections that say nothing: memory and CPU.", Idle.Run),
        ["churn"] = new("Half an hour of talk while people come and go: memory and descriptors.", Churn.Run),
        ["post"] = new("16, then 256 people who post and wait: durable messages a second.", Post.Run),
        ["rest"] = new("A page of 50 messages over REST, by 16 connections: answers a second.", Reads.Rest),
        ["page"] = new("Home, a room and the events as HTML, by 4 connections: CPU for each.", Reads.Pages),
        ["history"] = new("A page of 50 among 1,000 and among --messages: CPU for each.", Reads.History),
        ["search"] = new("Two words among --messages: CPU for each search.", Reads.Search),
        ["start"] = new("From start to open on an empty and on a full database, and idle after.", Startup.Run),
        ["signin"] = new("Whether time tells who has an account: sign-in and reset, known and unknown.", SignIn.Run),
        ["anonymous"] = new(
            "Every address that answers without a session: CPU for each request.",
            AnonymousRequests.Run
        ),
        ["codec"] = new(
            "JSON and the binary layout of the terminal's door: bytes of a frame, time for each.",
            Codecs.Run
        ),
        ["saturate"] = new("One room of 1,000 people, as fast as it goes: deliveries a second.", Fanout.Saturate),
    };
}
