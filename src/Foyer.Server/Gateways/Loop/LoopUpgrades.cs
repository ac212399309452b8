using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// Decides which connections stay in the loop. An upgrade passes the same middleware as every request of the web server; if that
/// writes a response, it is dropped, and the web server gets the unread request and creates the response again.
/// </summary>
public sealed class LoopUpgrades(IServiceProvider services, WebSocketFactory entrance, FoyerSettings settings)
{
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(
        "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz"
    );

    private static readonly RouteEndpoint Guarded = Endpoint();
    private static readonly RouteEndpoint Open = Endpoint(new AllowAnonymousAttribute());

    private readonly Lazy<RequestDelegate> guards = new(() => HttpGateway.Guards(services, settings, PassAsync));

    public ValueTask<SocketConnection?> AdmitAsync(in UpgradeRequest request, IPAddress peer)
    {
        var isEcho = settings.Test.Echo && request.Path.SequenceEqual("/ws/echo"u8);
        long? chat = null;
        if ((!isEcho && !IsOurs(request.Path, out chat)) || Copy(request, peer) is not { } http)
            return ValueTask.FromResult<SocketConnection?>(null);
        http.SetEndpoint(isEcho ? Open : Guarded);
        // The access check may read the database, and this thread carries other people's connections.
        return new(Task.Run(() => AdmitAsync(http, isEcho, chat)));
    }

    private async Task<SocketConnection?> AdmitAsync(HttpContext http, bool isEcho, long? chat)
    {
        await guards.Value(http);
        if (http.Features.Get<Passed>() is null)
            return null;
        if (isEcho)
            return entrance.Echo().Value;
        return
            http.Caller() is { } caller
            && !(
                await entrance.CreateAsync(caller, http.Connection.RemoteIpAddress, chat, CancellationToken.None)
            ).Refused(out _, out var connection)
            ? connection
            : null;
    }

    private static bool IsOurs(ReadOnlySpan<byte> path, out long? chat)
    {
        var room = "/ws/chat/"u8;
        chat = null;
        if (path.SequenceEqual("/ws"u8))
            return true;
        if (!path.StartsWith(room) || !Utf8Parser.TryParse(path[room.Length..], out long id, out var digits))
            return false;
        chat = id;
        return id > 0 && digits == path.Length - room.Length;
    }

    private static HttpContext? Copy(in UpgradeRequest request, IPAddress peer)
    {
        var http = new DefaultHttpContext();
        foreach (var header in request.Headers)
            http.Request.Headers.Append(Encoding.ASCII.GetString(header.Name), Encoding.ASCII.GetString(header.Value));
        http.Request.Method = HttpMethods.Get;
        http.Request.Protocol = HttpProtocol.Http11;
        http.Request.Scheme = "http";
        http.Request.Path = Encoding.ASCII.GetString(request.Path);
        http.Connection.RemoteIpAddress = peer;
        return http.Request.Host.Value.AsSpan().ContainsAnyExcept(HostCharacters) ? null : http;
    }

    private static Task PassAsync(HttpContext http)
    {
        http.Features.Set(Passed.Sign);
        return Task.CompletedTask;
    }

    private static RouteEndpoint Endpoint(params object[] metadata) =>
        new(PassAsync, RoutePatternFactory.Parse("/ws"), 0, new EndpointMetadataCollection(metadata), "the loop");

    /// <summary>Signals that a request passed all middleware.</summary>
    private sealed record Passed
    {
        public static readonly Passed Sign = new();
    }
}

/// <summary>
/// Creates the connection for an upgrade. Null leaves the request to the web server, which refuses it or handles what only looks
/// like a WebSocket. The request is valid until the call returns, so values that are needed later must be copied.
/// </summary>
public delegate ValueTask<SocketConnection?> UpgradeHandler(in UpgradeRequest request, IPAddress peer);
