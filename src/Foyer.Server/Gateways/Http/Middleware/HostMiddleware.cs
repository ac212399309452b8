using Foyer.Protocol;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>Accepts only the configured host names, and redirects HTTP to HTTPS where HTTPS is available.</summary>
internal sealed class HostMiddleware(RequestDelegate next, FoyerSettings settings)
{
    private static readonly Refusal Unknown = Refusal.Of(400, "invalid", "This server does not answer to that name.");

    public Task InvokeAsync(HttpContext http)
    {
        if (!IsOurs(http.Request))
            return ApiResults.WriteAsync(http, Unknown);
        if (ShouldBeSecure(http.Request) && !http.Request.IsForPrograms() && !http.Request.Writes())
        {
            http.Response.Redirect(
                settings.PublicUrl! + http.Request.Path + http.Request.QueryString,
                permanent: false,
                preserveMethod: true
            );
            return Task.CompletedTask;
        }
        return next(http);
    }

    // Under this name the server sends out its links.
    private string? PublicHost => settings.PublicUrl is { } url ? new Uri(url).Host : null;

    private bool IsOurs(HttpRequest request) =>
        settings.Http.AllowedHosts.Length == 0
        || request.IsLoopbackHost()
        || request.HostName().Equals(PublicHost, StringComparison.OrdinalIgnoreCase)
        || Array.Exists(settings.Http.AllowedHosts, allowed => Matches(allowed, request.HostName()));

    private bool ShouldBeSecure(HttpRequest request) =>
        !request.IsHttps
        && !request.IsLoopbackHost()
        && settings.PublicUrl?.StartsWith("https://", StringComparison.Ordinal) == true;

    private static bool Matches(string allowed, string host) =>
        allowed.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
