using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>Which part of the surface a request is for: programs get error objects, people get pages.</summary>
internal static class RequestExtensions
{
    private static readonly PathString[] Programs = ["/api", "/ws", "/media", "/health", "/openapi", "/calendar"];

    public static bool IsForPrograms(this HttpRequest request) =>
        Array.Exists(Programs, prefix => request.Path.StartsWithSegments(prefix));

    /// <summary>The sockets are opened by GET and written to from then on.</summary>
    public static bool Writes(this HttpRequest request) =>
        !(
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method)
        ) || request.OpensSocket();

    /// <summary>True for the handshake of a WebSocket, whatever its method.</summary>
    public static bool OpensSocket(this HttpRequest request) => request.Path.StartsWithSegments("/ws");

    /// <summary>Returns true for requests without a user action: HEAD, and prefetches of a browser.</summary>
    public static bool MayChangeNothing(this HttpRequest request) =>
        HttpMethods.IsHead(request.Method) || IsPrefetch(request, "Sec-Purpose") || IsPrefetch(request, "Purpose");

    private static bool IsPrefetch(HttpRequest request, string header) =>
        request.Headers[header].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the address of the requested page, or of the page whose form was sent, without the form's handler.
    /// </summary>
    public static string PageAddress(this HttpRequest request) =>
        request.Query.ContainsKey("handler")
            ? request.Path + QueryString.Create(request.Query.Where(value => value.Key != "handler"))
            : request.Path + request.QueryString;

    /// <summary>In the spelling of browsers: some proxies also name the default port.</summary>
    public static string Origin(this HttpRequest request) =>
        request.Host.Port == (request.IsHttps ? 443 : 80)
            ? $"{request.Scheme}://{request.HostName()}"
            : $"{request.Scheme}://{request.Host.ToUriComponent()}";

    /// <summary>As it was sent: the framework shows international names decoded.</summary>
    public static string HostName(this HttpRequest request) => new HostString(request.Host.Host).ToUriComponent();

    public static bool IsLoopbackHost(this HttpRequest request) => WebAddress.IsLoopback(request.Host.Host);
}
