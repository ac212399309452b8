namespace Foyer.Server.Gateways.Console;

public static class ConsoleGateway
{
    /// <summary>Runs one command of the console on a data folder whose server does not run.</summary>
    public static async Task<int> RunAloneAsync(WebApplication house, string[] command, TextWriter output)
    {
        await using (house)
            return await house
                .Services.GetRequiredService<AdminCommandTable>()
                .RunAsync(command, output, CancellationToken.None);
    }

    public static void AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<AdminCommandTable>();
        services.AddSingleton<AdminCommandGroup, ModerationAdminCommands>();
        services.AddSingleton<AdminCommandGroup, UserAdminCommands>();
        services.AddSingleton<AdminCommandGroup, MaintenanceAdminCommands>();
        services.AddSingleton<AdminCommandGroup, LoadTestAdminCommands>();
        services.AddHostedService<AdminSocket>();
    }
}
