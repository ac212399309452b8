using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>A server with a room of many messages, posted the way people do.</summary>
internal static class Filling
{
    private const int Posters = 256;

    public static Server Start(int messages)
    {
        var server = Servers.StartFoyer(Posters, rooms: 1);
        using var swarm = new Swarm(Servers.Outside);
        swarm.Open(server.Port, Posters, 1, server.People);
        var posters = new Posters(swarm, Words.Message, messages);
        var began = Swarm.Now;
        posters.Begin();
        if (!swarm.Until(() => posters.Acknowledged == messages, seconds: 3600))
            throw new InvalidOperationException($"Only {posters.Acknowledged} of {messages} messages were stored.");
        Console.WriteLine($"  {messages} messages stored in {(Swarm.Now - began) / 1e9:0.0} s");
        // The full-text index follows a moment later.
        while (server.CpuSeconds is var before && Rested(swarm) && server.CpuSeconds - before > 0.1) { }
        return server;
    }

    private static bool Rested(Swarm swarm)
    {
        swarm.Rest(1);
        return true;
    }
}
