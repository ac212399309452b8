using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events;
using Foyer.Server.Notifications.Push;

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
        services.AddSingleton<RoomInvitations>();
        services.AddSingleton<DirectMessageMails>();
        services.AddSingleton<MissedMailJob>();
        services.AddHostedService(provider => provider.GetRequiredService<MissedMailJob>());
        services.AddSingleton<EventNotifications>();
        services.AddSingleton<Events.NotifyAttendee>(provider =>
            provider.GetRequiredService<EventNotifications>().Notify
        );
        services.AddSingleton<NotifyUser>(provider =>
            (write, user, kind, from, chat, text) =>
                provider.GetRequiredService<Inbox>().Add(write, new Notice(user, kind, from, chat, Text: text))
        );
        services.AddSingleton<People.NotifyFriend>(provider =>
        {
            var inbox = provider.GetRequiredService<Inbox>();
            return (write, notice) => inbox.Add(write, new Notice(notice.User, notice.Kind, notice.From));
        });
        services.AddSingleton<MessageNotifications>();
    }

    /// <summary>From here on, messages fill inboxes. Called once, before the first message.</summary>
    public static void UseNotifications(this IServiceProvider services) =>
        services.GetRequiredService<PostSteps>().Add(services.GetRequiredService<MessageNotifications>().Add);
}
