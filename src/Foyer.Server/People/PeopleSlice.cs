namespace Foyer.Server.People;

public static class PeopleSlice
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Profiles>();
        services.AddSingleton<ProfileBroadcast>();
        services.AddSingleton<ProfileEdits>();
        services.AddSingleton<Avatars>();
        services.AddSingleton<Friends>();
        services.AddSingleton<Blocks>();
    }
}
