using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Foyer.Server.Gateways.Loop;

/// <summary>Uses the loop below the web server where settings and platform allow it. See docs/event-loop.md.</summary>
public static class LoopGateway
{
    /// <summary>The key of the listener factory for ports where the server sends first and transfers the socket later.</summary>
    public const string Lines = "lines";

    public static void AddLoop(this IServiceCollection services, FoyerSettings settings)
    {
        if (!IsWanted(settings.Http.Transport))
        {
            services.AddSingleton<IConnectionListenerFactory>(Patient);
            services.AddKeyedSingleton<IConnectionListenerFactory>(Lines, (provider, _) => Patient(provider));
            return;
        }
        services.AddSingleton<ShardFactory>(provider =>
        {
            var log = provider.GetRequiredService<ILogger<LoopShard>>();
            return (hub, time, heartbeat, name) => new LoopShard(hub, time, heartbeat, name, log);
        });
        services.AddSingleton<LoopUpgrades>();
        services.AddSingleton<IConnectionListenerFactory>(provider =>
            Listeners(provider, provider.GetRequiredService<LoopUpgrades>().AdmitAsync)
        );
        services.AddKeyedSingleton<IConnectionListenerFactory>(
            Lines,
            (provider, _) => Listeners(provider, admission: null)
        );
    }

    private static LoopListenerFactory Listeners(IServiceProvider provider, UpgradeHandler? admission) =>
        new(
            provider.GetRequiredService<Hub>(),
            admission,
            provider.GetRequiredService<IOptions<SocketTransportOptions>>(),
            provider.GetRequiredService<FoyerSettings>(),
            provider.GetRequiredService<ILogger<SocketConnectionContextFactory>>()
        );

    private static ThrottledListenerFactory Patient(IServiceProvider provider) =>
        provider.GetRequiredService<ThrottledListenerFactory>();

    private static bool IsWanted(HttpTransport transport) =>
        transport switch
        {
            HttpTransport.Loop when !Epoll.IsAvailable => throw new StartupException(
                "Foyer:Http:Transport is loop, but this system has no epoll. Choose auto or kestrel."
            ),
            HttpTransport.Loop => true,
            HttpTransport.Auto => Epoll.IsAvailable,
            HttpTransport.Kestrel => false,
        };
}
