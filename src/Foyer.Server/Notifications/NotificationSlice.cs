using Foyer.Server.Messages;
using Foyer.Server.Notifications.Push;

namespace Foyer.Server.Notifications;

public static class NotificationSlice
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<Inbox>();
        services.AddSingleton<PushKey>();
        services.AddSingleton<Subscribing>();
        services.AddSingleton<PushPost>();
        services.AddHostedService(provider => provider.GetRequiredService<PushPost>());
        services.AddSingleton<RoomInviting>();
        services.AddSingleton<AbsentMail>();
        services.AddSingleton<MissedMail>();
        services.AddHostedService(provider => provider.GetRequiredService<MissedMail>());
        services.AddSingleton<EventNotices>();
        services.AddSingleton<Events.Tell>(provider => provider.GetRequiredService<EventNotices>().Tell);
        services.AddSingleton<TellPerson>(provider =>
            (write, user, kind, from, chat, text) =>
                provider.GetRequiredService<Inbox>().Add(write, new Notice(user, kind, from, chat, Text: text))
        );
        services.AddSingleton<Accounts.TellFriend>(provider =>
        {
            var inbox = provider.GetRequiredService<Inbox>();
            return (write, notice) => inbox.Add(write, new Notice(notice.User, notice.Kind, notice.From));
        });
        services.AddSingleton<MessageNotices>();
    }

    /// <summary>From here on, messages fill inboxes. Called once, before the first message.</summary>
    public static void UseNotifications(this IServiceProvider services) =>
        services.GetRequiredService<Postscripts>().Add(services.GetRequiredService<MessageNotices>().Add);
}
