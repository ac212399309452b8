namespace Foyer.Server.Gateways.Console;

public static class ConsoleGateway
{
    /// <summary>Runs one command of the console on a data folder whose server does not run.</summary>
    public static async Task<int> RunAloneAsync(WebApplication house, string[] command, TextWriter output)
    {
        await using (house)
            return await house
                .Services.GetRequiredService<AdminCommands>()
                .RunAsync(command, output, CancellationToken.None);
    }

    public static void AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<AdminCommands>();
        services.AddSingleton<AdminRows, ModerationRows>();
        services.AddSingleton<AdminRows, PeopleRows>();
        services.AddSingleton<AdminRows, UpkeepRows>();
        services.AddSingleton<AdminRows, PopulateRows>();
        services.AddHostedService<AdminSocket>();
    }
}
