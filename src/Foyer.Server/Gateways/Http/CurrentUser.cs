using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>Who asks, or why that is not known. Endpoints behind the guard take it as a parameter and use <see cref="Caller"/>.</summary>
public sealed record CurrentUser(Outcome<Caller> Found)
{
    public Caller Caller => Found.Value;

    public static ValueTask<CurrentUser?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<CurrentUser>());
}

/// <summary>What a request tells of who sent it.</summary>
public static class CurrentUserExtensions
{
    private const string Scheme = "Bearer ";

    /// <summary>The person who is signed in, or null; for pages that show themselves to everybody.</summary>
    public static Caller? Caller(this HttpContext http) =>
        http.Features.Get<CurrentUser>() is { } user && !user.Found.Refused(out _, out var caller) ? caller : null;

    /// <summary>The ban or kick of the person whose session it is; null when nothing keeps them out.</summary>
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

    /// <summary>What the signed-in person can prove with this request.</summary>
    public static Proof Proof(this HttpContext http) =>
        new(http.Caller()!, http.Features.Get<JsonBody>()?.Fields ?? Fields.Of([]), http.Device());
}
