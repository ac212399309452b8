namespace Foyer.Server.Moderation;

public static class ModerationSlice
{
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<Bans>();
        services.AddSingleton<RoleGrants>();
        services.AddSingleton<AccountRecovery>();
        services.AddSingleton<Shutdown>();
        services.AddSingleton<Reports>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<RoomDirectory>();
        services.AddSingleton<EventDirectory>();
        services.AddSingleton<HealthMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        services.AddSingleton<AccountErasure>();
        services.AddSingleton<AccountDeletion>();
        services.AddSingleton<DataExports>();
        services.AddSingleton<MailAdmin>();
    }
}
