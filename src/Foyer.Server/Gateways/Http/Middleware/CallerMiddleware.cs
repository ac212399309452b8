using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>
/// Identifies the caller before any endpoint runs. An endpoint requires a session unless it is marked with <c>AllowAnonymous</c>,
/// so a forgotten mark denies access and never grants it.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, Sessions sessions, SessionCookie cookie)
{
    private static readonly Refusal OutOfScope = Refusal.Of(403, "permission_denied", "This token may not do that.");

    public async Task InvokeAsync(HttpContext http)
    {
        // For other requests, the framework responds that there is no such route, or not for this method.
        if (
            http.GetEndpoint() is not RouteEndpoint { Metadata: var metadata }
            || metadata.GetMetadata<StaticAssetDescriptor>() is not null
        )
        {
            await next(http);
            return;
        }
        var user = await FindAsync(http);
        http.Features.Set(new CurrentUser(user));
        if (!user.Refused(out _, out var caller) && !caller.May(Scope(http.Request)))
            await ApiResults.WriteAsync(http, OutOfScope);
        else if (
            metadata.GetMetadata<IAllowAnonymous>() is not null
            || !user.Refused(out var refusal)
            || MayAnyway(metadata, refusal)
        )
            await next(http);
        else
            await TurnAwayAsync(http, refusal);
    }

    /// <summary>Returns the scope that a personal access token needs for the request.</summary>
    private static TokenScope Scope(HttpRequest request) =>
        request.Path.StartsWithSegments("/api/admin") ? TokenScope.Admin
        : request.Writes() ? TokenScope.Write
        : TokenScope.Read;

    private async Task<Outcome<Caller>> FindAsync(HttpContext http)
    {
        var token = http.SessionToken();
        if (token is null)
            return Refusal.NotAuthenticated;
        if (!http.HasBearer() && !cookie.IsSafe(http.Request))
            return SessionCookie.NeedsHttps;
        return await sessions.FindAsync(token, http.Device(), http.RequestAborted);
    }

    private static bool MayAnyway(EndpointMetadataCollection metadata, Refusal refusal) =>
        refusal.Code == "kicked" && metadata.GetMetadata<EndpointExtensions.WhileKicked>() is not null;

    private static Task TurnAwayAsync(HttpContext http, Refusal refusal)
    {
        if (http.Request.IsForPrograms())
            return ApiResults.WriteAsync(http, refusal);
        if (refusal.Status == 401)
            http.Response.Redirect(
                "/login?returnUrl="
                    + Uri.EscapeDataString(http.Request.PageAddress())
                    + (ReferenceEquals(refusal, Sessions.UsedElsewhere) ? "&moved" : "")
            );
        else
        {
            http.Response.StatusCode = refusal.Status;
            if (refusal.RetryAfter is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return Task.CompletedTask;
    }
}
