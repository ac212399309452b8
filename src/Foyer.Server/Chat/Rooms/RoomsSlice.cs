namespace Foyer.Server.Chat.Rooms;

public static class RoomsSlice
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton<Typing>();
        services.AddSingleton<DirectRooms>();
        services.AddSingleton<MessageRequests>();
        services.AddSingleton<LoadTestPeople>();
        services.AddHostedService<PresenceBroadcasts>();
    }
}
