using Foyer.Server.Chat.Messages;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Events.Calendars;

namespace Foyer.Server.Events;

public static class EventsSlice
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<IMessageCard, EventCards>();
        services.AddSingleton<CardUpdates>();
        services.AddSingleton<EventRoom>();
        services.AddSingleton<WaitlistOffers>();
        services.AddSingleton<EventSubscriptions>();
        services.AddSingleton<EventTransaction>();
        services.AddSingleton<Bookings>();
        services.AddSingleton<EventInvitations>();
        services.AddSingleton<CommunityEvents>();
        services.AddSingleton<EventCancellations>();
        services.AddSingleton<EventQueries>();
        services.AddSingleton<PublicHosts>();
        services.AddSingleton<CalendarFeeds>();
        services.AddSingleton<CalendarFileCache>();
        services.AddSingleton<EventReminders>();
        services.AddSingleton<EventLifecycleJob>();
        services.AddHostedService(provider => provider.GetRequiredService<EventLifecycleJob>());
        services.AddSingleton<EventMails>();
        services.AddSingleton<EventNotifications>();
    }
}
