using Foyer.Server.Accounts;
using Foyer.Server.Commands;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Console;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Loop;
using Foyer.Server.Gateways.Sockets;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Live;
using Foyer.Server.Logging;
using Foyer.Server.Mail;
using Foyer.Server.Messages;
using Foyer.Server.Moderation;
using Foyer.Server.Notifications;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Foyer.Server.Web;

namespace Foyer.Server;

/// <summary>The house as a list: what it is made of, and the doors into it.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) =>
        args is ["admin", .. var rest]
            ? Opening.TellAsync(() =>
                AdminClient.RunAsync(
                    rest,
                    Console.Out,
                    Console.Error,
                    (house, command, output) => ConsoleGateway.RunAloneAsync(Build(house), command, output)
                )
            )
            : Opening.RunAsync(() => Build(args));

    /// <summary>The whole server, not yet started.</summary>
    /// <param name="adjust">Replaces services, such as the clock in tests.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? adjust = null)
    {
        var builder = Opening.Prepare(args, out var settings);
        Furnish(builder, settings);
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        app.FindPages();
        OpenDoors(app, settings);
        return app;
    }

    private static void Furnish(WebApplicationBuilder builder, FoyerSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Opening.Setup(builder.Configuration));
        services.AddStorage(settings, AccountKeys.Migration, RoomKeys.Migration, ReactionSpellings.Migration);
        builder.AddFoyerLogging(settings);
        services.AddLive(settings);
        services.AddMail();
        services.AddAccounts();
        services.AddRooms();
        services.AddMessages();
        services.AddEvents();
        services.AddModeration();
        services.AddCommands();
        services.AddNotifications();
        services.AddHttpGateway(settings);
        services.AddSockets();
        services.AddLoop(settings);
        services.AddTcp();
        services.AddConsole();
        services.AddWeb();
    }

    private static void OpenDoors(WebApplication app, FoyerSettings settings)
    {
        app.UseWebErrors();
        app.Services.UseNotifications();
        app.UseHttpGateway(settings);
        var programs = app.MapGroup("").AnswersHead();
        programs.MapHealth();
        programs.MapApiDocument();
        programs.MapAccounts();
        programs.MapRooms();
        programs.MapRoomKeeping();
        programs.MapInvites();
        programs.MapMessages();
        programs.MapEvents();
        programs.MapReactions();
        programs.MapFiles();
        programs.MapCommands();
        programs.MapModeration();
        programs.MapSearch();
        programs.MapDirect();
        programs.MapNotifications();
        programs.MapPush();
        app.MapSockets();
        app.MapWeb();
    }
}
