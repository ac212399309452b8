using Foyer.Server.Chat.Files;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Search;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat;

public static class ChatSlice
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<Typing>();
        services.AddSingleton<DirectRooms>();
        services.AddSingleton<MessageRequests>();
        services.AddSingleton<LoadTestPeople>();
        services.AddHostedService<PresenceBroadcasts>();
        services.AddSingleton<EventLinks>();
        services.AddSingleton<MessageStore>();
        services.AddSingleton<History>();
        services.AddSingleton<MessageBroadcasts>();
        services.AddSingleton<PostStore>();
        services.AddSingleton<Posting>();
        services.AddSingleton<MessageEdits>();
        services.AddSingleton<RoomSubscriptions>();
        services.AddSingleton<RoomQueries>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<InviteLinks>();
        services.AddSingleton<RoomEdits>();
        services.AddSingleton<RoomMembers>();
        services.AddSingleton<RoomBroadcasts>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomBroadcasts>());
        services.AddSingleton<SystemMessages>();
        services.AddSingleton<Reactions>();
        services.AddSingleton<Pins>();
        services.AddSingleton<MessageSearch>();
        services.AddSingleton<PictureSlots>();
        services.AddSingleton<MediaFolder>();
        services.AddSingleton<Previews>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<UploadCleanupJob>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadCleanupJob>());
        services.AddSingleton<MessageNotifications>();
        services.AddSingleton<DirectMessageMails>();
        services.AddSingleton<RoomInvitations>();
        services.AddSingleton<ReadMarkers>();
        services.AddSingleton<DeliveryReceipts>();
        services.AddSingleton<UndeliveredMessages>();
        services.AddSingleton<NotificationLevels>();
        services.AddSingleton<UnreadBroadcasts>();
        services.AddHostedService(provider => provider.GetRequiredService<UnreadBroadcasts>());
        services.AddHostedService<SearchIndexJob>();
        services.AddHostedService<WalTruncationJob>();
    }
}
