using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>The caller, or the refusal when it is unknown. Endpoints that require a session use <see cref="Caller"/>.</summary>
public sealed record CurrentUser(Outcome<Caller> Found)
{
    public Caller Caller => Found.Value;

    public static ValueTask<CurrentUser?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<CurrentUser>());
}

/// <summary>Reads the authentication of a request.</summary>
public static class CurrentUserExtensions
{
    private const string Scheme = "Bearer ";

    /// <summary>Returns the signed-in user, or null; for pages that are also shown without a session.</summary>
    public static Caller? Caller(this HttpContext http) =>
        http.Features.Get<CurrentUser>() is { } user && !user.Found.Refused(out _, out var caller) ? caller : null;

    /// <summary>Returns the ban or kick of the session's user; null when there is none.</summary>
    public static ExclusionError? Exclusion(this HttpContext http) =>
        http.Features.Get<CurrentUser>()?.Found.Refusal?.Errors is [ExclusionError error] ? error : null;

    public static Device Device(this HttpContext http) =>
        new(http.Connection.RemoteIpAddress?.ToString() ?? "", http.Request.Headers.UserAgent.ToString());

    public static bool HasBearer(this HttpContext http) =>
        http.Request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The bearer token, else the cookie's. An access token is for programs: in a cookie it is no session.</summary>
    public static string? SessionToken(this HttpContext http) =>
        http.HasBearer() ? http.Request.Headers.Authorization.ToString()[Scheme.Length..].Trim()
        : http.Request.Cookies[SessionCookie.Name(http.Request)] is { } token && !AccessTokens.IsOne(token) ? token
        : null;

    /// <summary>Returns the means of reauthentication that the request contains.</summary>
    public static Proof Proof(this HttpContext http) =>
        new(http.Caller()!, http.Features.Get<JsonBody>()?.Fields ?? Fields.Of([]), http.Device());
}
