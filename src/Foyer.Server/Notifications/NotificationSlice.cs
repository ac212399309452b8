using Foyer.Server.Notifications.Push;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

public static class NotificationSlice
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<Inbox>();
        services.AddSingleton<PushKey>();
        services.AddSingleton<PushSubscriptions>();
        services.AddSingleton<PushWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PushWorker>());
        services.AddSingleton<MissedMailJob>();
        services.AddHostedService(provider => provider.GetRequiredService<MissedMailJob>());
        services.AddSingleton(provider => new Unsubscriptions(
            provider.GetRequiredService<Writer>(),
            provider.GetRequiredService<FoyerSettings>(),
            provider.GetRequiredService<DataFolder>().Secret("unsubscribe")
        ));
    }
}
