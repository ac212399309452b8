using Foyer.Server.Media;

namespace Foyer.Server.Messages;

public static class MessageSlice
{
    public static void AddMessages(this IServiceCollection services)
    {
        services.AddSingleton<EventLinks>();
        services.AddSingleton<Posting>();
        services.AddSingleton<Changing>();
        services.AddSingleton<Attending>();
        services.AddSingleton<Reading>();
        services.AddSingleton<Joining>();
        services.AddSingleton<Admitting>();
        services.AddSingleton<RoomKeeping>();
        services.AddSingleton<MemberKeeping>();
        services.AddSingleton<RoomNews>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomNews>());
        services.AddSingleton<StatusLine>();
        services.AddSingleton<Reacting>();
        services.AddSingleton<Pinning>();
        services.AddSingleton<Searching>();
        services.AddSingleton<PictureDesk>();
        services.AddSingleton<MediaFolder>();
        services.AddSingleton<Uploading>();
        services.AddSingleton<Sweeping>();
        services.AddHostedService(provider => provider.GetRequiredService<Sweeping>());
        services.AddSingleton<Postscripts>();
        services.AddSingleton<ReadMarker>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<Returning>();
        services.AddSingleton<RoomLevel>();
        services.AddSingleton<UnreadCounts>();
        services.AddHostedService(provider => provider.GetRequiredService<UnreadCounts>());
        services.AddHostedService<Indexing>();
        services.AddHostedService<Forgetting>();
    }
}
