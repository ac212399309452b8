using Foyer.Server.Settings;

namespace Foyer.Server.Live;

public static class LiveSlice
{
    private const int MostShards = 4;

    public static void AddLive(this IServiceCollection services, FoyerSettings settings)
    {
        var heartbeat = new Heartbeat(settings.Sockets.PingSeconds * 1000L, settings.Sockets.IdleSeconds * 1000L);
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var make =
                provider.GetService<ShardFactory>()
                ?? ((hub, time, heartbeat, name) => new Shard(hub, time, heartbeat, name));
            return new Hub(
                time,
                provider.GetRequiredService<ILogger<Hub>>(),
                Count(),
                (hub, number) => make(hub, time, heartbeat, $"shard {number}")
            );
        });
    }

    // The writer, the web server and the garbage collector want processors too.
    private static int Count() => Math.Clamp(Environment.ProcessorCount / 2, 1, MostShards);
}
