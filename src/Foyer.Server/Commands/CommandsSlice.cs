namespace Foyer.Server.Commands;

public static class CommandsSlice
{
    public static void AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<CommandTable>();
        services.AddSingleton<UserArgument>();
        services.AddSingleton<CommandGroup, RoomCommands>();
        services.AddSingleton<CommandGroup, DirectMessageCommands>();
        services.AddSingleton<CommandGroup, EventCommands>();
        services.AddSingleton<CommandGroup, ModerationCommands>();
    }
}
