using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>The live gateways: WebSocket and Server-Sent Events.</summary>
public static class WebSocketGateway
{
    /// <summary>Over HTTP/1.1 a WebSocket is opened by GET, over HTTP/2 by extended CONNECT (RFC 8441).</summary>
    private static readonly string[] Handshakes = [HttpMethods.Get, HttpMethods.Connect];

    public static void AddSockets(this IServiceCollection services)
    {
        services.AddSingleton<ReadyFrame>();
        services.AddSingleton<MessageFrames>();
        services.AddSingleton<RoomFrames>();
        services.AddSingleton<ClientFrames>();
        services.AddSingleton<ConnectionCount>();
        services.AddSingleton<WebSocketFactory>();
        services.AddSingleton<WebSocketEndpoint>();
        services.AddSingleton<EventStreamEndpoint>();
        services.AddSingleton<ThrottledListenerFactory>();
    }

    public static void MapSockets(this WebApplication app)
    {
        var hub = app.Services.GetRequiredService<Hub>();
        app.Services.GetRequiredService<Sessions>().Ended += end =>
            hub.EndSession(end.Session, Code(end.Reason), "session ended");
        app.Lifetime.ApplicationStopping.Register(hub.EndAll);
        app.MapMethods(
                "/ws",
                Handshakes,
                (HttpContext http, CurrentUser user, WebSocketEndpoint endpoint) =>
                    endpoint.ServeAsync(http, user.Caller, null)
            )
            .ExcludeFromDescription();
        app.MapMethods(
                "/ws/chat/{id:long}",
                Handshakes,
                (long id, HttpContext http, CurrentUser user, WebSocketEndpoint endpoint) =>
                    endpoint.ServeAsync(http, user.Caller, id)
            )
            .ExcludeFromDescription();
        if (app.Services.GetRequiredService<FoyerSettings>().Test.Echo)
            app.MapMethods(
                    "/ws/echo",
                    Handshakes,
                    (HttpContext http, WebSocketEndpoint endpoint) => endpoint.EchoAsync(http)
                )
                .AllowAnonymous()
                .ExcludeFromDescription();
        app.MapGet(
                "/api/stream",
                (HttpContext http, CurrentUser user, EventStreamEndpoint endpoint, CancellationToken cancel) =>
                    endpoint.ServeAsync(http, user.Caller, cancel)
            )
            .WithSummary("Sends the live events of some rooms as Server-Sent Events.")
            .WithTags("Live")
            .Reads(
                QueryParameter.Text("chats", "The ids of the rooms, with commas.") with
                {
                    IsRequired = true,
                },
                QueryParameter.Text("after", "The version that was seen of each of these rooms, with commas.")
            )
            .ProducesFile("text/event-stream")
            .WithHead();
    }

    private static CloseCode Code(SessionEndReason reason) =>
        reason == SessionEndReason.Banned ? CloseCode.Banned : CloseCode.SessionEnded;
}
