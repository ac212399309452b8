using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Chat;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Commands;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Console;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Http.Endpoints;
using Foyer.Server.Gateways.Loop;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Logging;
using Foyer.Server.Mail;
using Foyer.Server.Moderation;
using Foyer.Server.Notifications;
using Foyer.Server.People;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Foyer.Server.Web;

namespace Foyer.Server;

/// <summary>The server as a list: its services and its endpoints.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) =>
        args is ["admin", .. var rest]
            ? ServerHost.ReportFailureAsync(() =>
                AdminClient.RunAsync(
                    rest,
                    Console.Out,
                    Console.Error,
                    (arguments, command, output) => ConsoleGateway.RunAloneAsync(Build(arguments), command, output)
                )
            )
            : ServerHost.RunAsync(() => Build(args));

    /// <summary>The whole server, not yet started.</summary>
    /// <param name="adjust">Replaces services, such as the clock in tests.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? adjust = null)
    {
        var builder = ServerHost.CreateBuilder(args, out var settings);
        AddServices(builder, settings);
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        app.FindPages();
        MapEndpoints(app, settings);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, FoyerSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ServerHost.CreateSetupCode(builder.Configuration));
        services.AddStorage(
            settings,
            AccountKeyMigration.Migration,
            RoomKeyMigration.Migration,
            ReactionMigration.Migration
        );
        builder.AddFoyerLogging(settings.Data);
        services.AddLive(settings);
        services.AddMail();
        services.AddAccounts();
        services.AddAudit();
        services.AddNotifications();
        services.AddPeople();
        services.AddChat();
        services.AddEvents();
        services.AddModeration();
        services.AddCommands();
        services.AddHttpGateway(settings);
        services.AddSockets();
        services.AddLoop(settings);
        services.AddTcp();
        services.AddConsole();
        services.AddWeb();
    }

    private static void MapEndpoints(WebApplication app, FoyerSettings settings)
    {
        app.UseWebErrors();
        app.UseHttpGateway(settings);
        var api = app.MapGroup("").WithHead();
        api.MapHealth();
        api.MapApiDocument();
        api.MapAccounts();
        api.MapRooms();
        api.MapRoomEdits();
        api.MapInvites();
        api.MapMessages();
        api.MapEvents();
        api.MapReactions();
        api.MapFiles();
        api.MapCommands();
        api.MapModeration();
        api.MapSearch();
        api.MapDirect();
        api.MapNotifications();
        api.MapPush();
        app.MapSockets();
        app.MapWeb();
    }
}
