using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>The cookie that holds the session's token.</summary>
public sealed class SessionCookie(FoyerSettings settings)
{
    public static readonly Refusal NeedsHttps = Refusal.Of(
        403,
        "permission_denied",
        "Use HTTPS: over plain HTTP anybody on the way could take over your session."
    );

    public static string Name(HttpRequest request) => request.IsHttps ? "__Host-foyer_token" : "foyer_token";

    /// <summary>False where a cookie would cross a network in clear.</summary>
    public bool IsSafe(HttpRequest request) =>
        request.IsHttps || request.IsLoopbackHost() || settings.Sessions.AllowInsecureCookies;

    /// <summary>A remembered session outlives the browser, any other ends with it.</summary>
    public static void Set(HttpContext http, SignInResult session) =>
        http.Response.Cookies.Append(
            Name(http.Request),
            session.Token,
            Options(http.Request, session.Remembered ? session.Lifetime : null)
        );

    public static void Clear(HttpContext http) =>
        http.Response.Cookies.Delete(Name(http.Request), Options(http.Request, null));

    private static CookieOptions Options(HttpRequest request, TimeSpan? lifetime) =>
        new()
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = lifetime,
            IsEssential = true,
        };
}
