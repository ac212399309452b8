using Foyer.Server.Gateways.Sockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Loop;

/// <summary>Puts the loop under the web server where settings and machine allow it. See docs/event-loop.md.</summary>
public static class LoopGateway
{
    public static void AddLoop(this IServiceCollection services, FoyerSettings settings)
    {
        if (!IsWanted(settings.Http.Transport))
        {
            services.AddSingleton<IConnectionListenerFactory>(provider =>
                provider.GetRequiredService<PatientListenerFactory>()
            );
            return;
        }
        services.AddSingleton<ShardMaker>(provider =>
        {
            var log = provider.GetRequiredService<ILogger<LoopShard>>();
            return (hub, time, heartbeat, name) => new LoopShard(hub, time, heartbeat, name, log);
        });
        services.AddSingleton<LoopAdmission>();
        services.AddSingleton<Admission>(provider => provider.GetRequiredService<LoopAdmission>().AdmitAsync);
        services.AddSingleton<IConnectionListenerFactory, LoopListenerFactory>();
    }

    private static bool IsWanted(HttpTransport transport) =>
        transport switch
        {
            HttpTransport.Loop when !Epoll.IsAvailable => throw new StartRefused(
                "Foyer:Http:Transport is loop, but this system has no epoll. Choose auto or kestrel."
            ),
            HttpTransport.Loop => true,
            HttpTransport.Auto => Epoll.IsAvailable,
            HttpTransport.Kestrel => false,
        };
}
