using System.Text;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;
using Microsoft.AspNetCore.Http.Features;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// Opens WebSockets on the web server's own connections: over HTTP/1.1 by upgrade, over HTTP/2 by extended CONNECT (RFC 8441).
/// Framing is Foyer's own either way.
/// </summary>
public sealed class WebSocketEndpoint(WebSocketFactory entrance)
{
    public Task ServeAsync(HttpContext http, Caller caller, long? chat) =>
        ServeAsync(
            http,
            () => entrance.CreateAsync(caller, http.Connection.RemoteIpAddress, chat, http.RequestAborted)
        );

    public Task EchoAsync(HttpContext http) => ServeAsync(http, () => Task.FromResult(entrance.Echo()));

    private static async Task ServeAsync(HttpContext http, Func<Task<Outcome<SocketConnection>>> admit)
    {
        if (!IsHandshake(http, out var key))
            await ApiResults.WriteAsync(
                http,
                Refusal.Of(400, "invalid", "Open a WebSocket here (RFC 6455, version 13).")
            );
        else if ((await admit()).Refused(out var refusal, out var connection))
            await ApiResults.WriteAsync(http, refusal);
        else
        {
            await using var stream = await UpgradeAsync(http, key, connection);
            await StreamTransport.CarryAsync(stream, stream, connection, http.RequestAborted);
        }
    }

    private static bool IsHandshake(HttpContext http, out string key)
    {
        key = http.Request.Headers.SecWebSocketKey.ToString();
        if (http.Request.Headers.SecWebSocketVersion != "13")
            return false;
        if (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            return connect.Protocol == "websocket";
        return http.Request.Protocol == HttpProtocol.Http11
            && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && string.Equals(http.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            && Handshake.IsKey(Encoding.ASCII.GetBytes(key));
    }

    private static async Task<Stream> UpgradeAsync(HttpContext http, string key, SocketConnection connection)
    {
        try
        {
            if (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
                return await connect.AcceptAsync();
            http.Response.Headers.Connection = "Upgrade";
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.SecWebSocketAccept = Handshake.Accept(Encoding.ASCII.GetBytes(key));
            return await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        }
        catch (Exception)
        {
            connection.Discard();
            throw;
        }
    }
}
