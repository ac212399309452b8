using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>A server with a room of many messages, posted through the public interface.</summary>
internal static class BenchFixture
{
    private const int Posters = 256;

    public static MeasuredServer Start(int messages)
    {
        var server = ServerLauncher.StartFoyer(Posters, rooms: 1);
        using var pool = new ClientPool(ServerLauncher.Outside);
        pool.Open(server.Port, Posters, 1, server.People);
        var senders = new Senders(pool, SampleTexts.Message, messages);
        var began = ClientPool.Now;
        senders.Begin();
        if (!pool.Until(() => senders.Acknowledged == messages, seconds: 3600))
            throw new InvalidOperationException($"Only {senders.Acknowledged} of {messages} messages were stored.");
        Console.WriteLine($"  {messages} messages stored in {(ClientPool.Now - began) / 1e9:0.0} s");
        // The full-text index follows a moment later.
        while (server.CpuSeconds is var before && Rested(pool) && server.CpuSeconds - before > 0.1) { }
        return server;
    }

    private static bool Rested(ClientPool pool)
    {
        pool.Rest(1);
        return true;
    }
}
