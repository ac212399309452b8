namespace Foyer.Server.Moderation;

public static class ModerationSlice
{
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<Trail>();
        services.AddSingleton<Messages.NoteDeed>(provider => provider.GetRequiredService<Trail>().Note);
        services.AddSingleton<Barring>();
        services.AddSingleton<Granting>();
        services.AddSingleton<AccountRecovery>();
        services.AddSingleton<Shutdown>();
        services.AddSingleton<Reporting>();
        services.AddSingleton<Roll>();
        services.AddSingleton<RoomCount>();
        services.AddSingleton<EventRoll>();
        services.AddSingleton<Health>();
        services.AddHostedService(provider => provider.GetRequiredService<Health>());
        services.AddSingleton<Clearing>();
        services.AddSingleton<Leaving>();
        services.AddSingleton<Exporting>();
        services.AddSingleton<MailRoom>();
    }
}
