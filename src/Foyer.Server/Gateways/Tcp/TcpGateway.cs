namespace Foyer.Server.Gateways.Tcp;

/// <summary>The terminal's door (contract section 7).</summary>
public static class TcpGateway
{
    public static void AddTcp(this IServiceCollection services)
    {
        services.AddSingleton<DoorCertificate>();
        services.AddSingleton<HalfOpen>();
        services.AddSingleton<RoomRequests>();
        services.AddSingleton<EventRequests>();
        services.AddSingleton<AccountRequests>();
        services.AddSingleton<MessageRequests>();
        services.AddSingleton<FileRequests>();
        services.AddSingleton<Requests>();
        services.AddSingleton<DirectTalk>();
        services.AddSingleton<TcpCommands>();
        services.AddSingleton<TcpHandler>();
        services.AddSingleton<TcpDoor>();
        services.AddHostedService(provider => provider.GetRequiredService<TcpDoor>());
    }
}
