namespace Foyer.Server.Rooms;

public static class RoomSlice
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton<Typing>();
        services.AddSingleton<DirectRooms>();
        services.AddSingleton<DirectRequests>();
        services.AddSingleton<Populating>();
        services.AddHostedService<PresenceBroadcasts>();
    }
}
