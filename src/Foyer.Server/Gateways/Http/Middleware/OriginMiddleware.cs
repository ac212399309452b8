using Foyer.Protocol;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>
/// Prevents cross-site requests that write with a user's cookie. A browser sends the origin of a write; a client with a bearer
/// token sends it deliberately, so such requests are not checked.
/// </summary>
internal sealed class OriginMiddleware(RequestDelegate next, FoyerSettings settings, IAntiforgery forms)
{
    private static readonly Refusal Foreign = Refusal.Of(
        403,
        "permission_denied",
        "This request comes from a foreign page."
    );

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Writes() || http.HasBearer() || NeedsNoForm(http) || await IsOursAsync(http))
            await next(http);
        else
            await ApiResults.WriteAsync(http, Foreign);
    }

    private async Task<bool> IsOursAsync(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0)
            return IsKnown(http.Request, origin);
        // Without a session, there is nothing that a foreign page could use.
        return IsOpen(http)
            || http.SessionToken() is null
            || http.Request.Headers["Sec-Fetch-Site"] == "same-origin"
            || await HasFormTokenAsync(http);
    }

    // A secret in the request itself authorises it, as the key of an unsubscribe link that a mail program sends (RFC 8058).
    private static bool NeedsNoForm(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IgnoreAntiforgeryTokenAttribute>() is not null;

    // The framework finds every GET valid, and a browser's script can add no header to the handshake of a WebSocket.
    private async Task<bool> HasFormTokenAsync(HttpContext http)
    {
        try
        {
            return !http.Request.OpensSocket() && await forms.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot be read, so it contains no token.
            return false;
        }
    }

    // Browsers send an origin in the spelling that the settings were brought into.
    private bool IsKnown(HttpRequest request, string origin) =>
        Same(origin, request.Origin())
        || Same(origin, settings.PublicUrl)
        || Array.Exists(settings.Http.AllowedOrigins, allowed => Same(origin, allowed));

    private static bool IsOpen(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null && http.Request.IsForPrograms();

    private static bool Same(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
