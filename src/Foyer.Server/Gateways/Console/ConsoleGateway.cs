namespace Foyer.Server.Gateways.Console;

public static class ConsoleGateway
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<AdminCommands>();
        services.AddHostedService<AdminSocket>();
    }
}
