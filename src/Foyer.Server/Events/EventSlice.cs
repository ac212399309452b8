using Foyer.Server.Messages;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Foyer.Server.Events;

public static class EventSlice
{
    public static void AddEvents(this IServiceCollection services)
    {
        ShownEvents.ReadWith(EventCards.First, EventCards.Fill);
        services.AddSingleton<Cards>();
        services.AddSingleton<EventRoom>();
        services.AddSingleton<Offers>();
        services.AddSingleton<Watching>();
        services.AddSingleton<EventWrites>();
        services.AddSingleton<Seating>();
        services.AddSingleton<Inviting>();
        services.AddSingleton<Creating>();
        services.AddSingleton<Editing>();
        services.AddSingleton<Cancelling>();
        services.AddSingleton<EventList>();
        services.AddSingleton<PublicHosts>();
        services.AddSingleton<CalendarFeed>();
        services.AddSingleton<CalendarFileCache>();
        services.AddSingleton<Reminding>();
        services.AddSingleton<EventClock>();
        services.AddHostedService(provider => provider.GetRequiredService<EventClock>());
        services.AddSingleton<EventMail>();
        // The inbox, a slice above, puts its own in this place.
        services.TryAddSingleton<Tell>(provider => provider.GetRequiredService<EventMail>().Put);
    }
}
