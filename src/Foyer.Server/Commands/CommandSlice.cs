namespace Foyer.Server.Commands;

public static class CommandSlice
{
    public static void AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<CommandTable>();
        services.AddSingleton<UserArgument>();
        services.AddSingleton<CommandRows, RoomCommands>();
        services.AddSingleton<CommandRows, TalkCommands>();
        services.AddSingleton<CommandRows, EventCommands>();
        services.AddSingleton<CommandRows, ModerationCommands>();
    }
}
