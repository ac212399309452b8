namespace Foyer.Server.Gateways.Tcp;

/// <summary>The terminal's door.</summary>
public static class TcpGateway
{
    public static void AddTcp(this IServiceCollection services)
    {
        services.AddSingleton<TcpCertificate>();
        services.AddSingleton<PendingSignIns>();
        services.AddSingleton<RoomRequestGroup>();
        services.AddSingleton<EventRequestGroup>();
        services.AddSingleton<AccountRequestGroup>();
        services.AddSingleton<MessageRequestGroup>();
        services.AddSingleton<FileRequestGroup>();
        services.AddSingleton<RequestTable>();
        services.AddSingleton<DirectMessages>();
        services.AddSingleton<TcpCommands>();
        services.AddSingleton<TerminalSignIn>();
        services.AddSingleton<TerminalGreeting>();
        services.AddSingleton<TcpHandler>();
        services.AddSingleton<TcpServer>();
        services.AddHostedService(provider => provider.GetRequiredService<TcpServer>());
    }
}
