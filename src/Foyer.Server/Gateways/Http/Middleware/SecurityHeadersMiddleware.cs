using System.Security.Cryptography;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>
/// Sets the security headers of every response: own scripts only, no framing, no type sniffing, no caching of private data.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private const string OneYear = "max-age=31536000";

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(http.Nonce());
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer: with that, browsers send "Origin: null" even to ourselves.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (http.Request is { IsHttps: true } && !http.Request.IsLoopbackHost())
            headers.StrictTransportSecurity = OneYear;
        http.Response.OnStarting(KeepPrivate, http.Response);
        return next(http);
    }

    private static string Policy(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; "
        + "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Forbids caching unless the response already has a cache header.</summary>
    private static Task KeepPrivate(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}

/// <summary>The nonce that an inline script of this response must have; a new one for each response.</summary>
public static class ScriptNonce
{
    private static readonly object Key = new();

    public static string Nonce(this HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known))
            return (string)known!;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[Key] = nonce;
        return nonce;
    }
}
