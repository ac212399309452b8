using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// Caches the API document and its page, which are the same for every visitor and take tens of milliseconds to create. They are
/// created once for each compression, and then sent from memory with an ETag.
/// </summary>
internal static class DocumentCache
{
    private static readonly PathString Document = "/openapi";
    private static readonly PathString Page = "/docs/api";

    public static void AddDocumentCache(this IServiceCollection services)
    {
        services.AddOutputCache(cache => cache.AddBasePolicy(new OncePolicy()));
        // Neither contains a secret that the length of a compressed response could reveal.
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
    }

    /// <summary>Must come after the middleware that identifies the caller.</summary>
    public static void UseDocumentCache(this WebApplication app)
    {
        // They depend on the build and the settings, and neither changes while the server runs.
        var tag = $"W/\"{Guid.NewGuid():N}\"";
        app.UseWhen(
            IsShared,
            shared =>
            {
                shared.Use(
                    (http, next) =>
                    {
                        http.Response.OnStarting(KeepPolicy, http.Response);
                        // Other requests wait for the first one, so it is completed even when its client disconnects.
                        http.RequestAborted = CancellationToken.None;
                        return next(http);
                    }
                );
                shared.UseOutputCache();
                shared.Use(
                    (http, next) =>
                    {
                        http.Response.Headers.ETag = tag;
                        http.Response.Headers.CacheControl = "no-cache";
                        return next(http);
                    }
                );
                shared.UseResponseCompression();
            }
        );
    }

    // A browser applies the headers of a 304 to its cached page, which needs the policy that it was sent with.
    private static Task KeepPolicy(object response)
    {
        var (status, headers) = (((HttpResponse)response).StatusCode, ((HttpResponse)response).Headers);
        if (status == StatusCodes.Status304NotModified)
            headers.ContentSecurityPolicy = default;
        return Task.CompletedTask;
    }

    /// <summary>Returns false for the page of signed-in users, since it has their own sidebar.</summary>
    private static bool IsShared(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Document)
        || (http.Request.Path.StartsWithSegments(Page) && http.Caller() is null);

    /// <summary>
    /// Stores one response for each compression, whatever the query, host or headers are: otherwise a client could cause each
    /// request to be rendered again. The content security policy is stored with the page whose scripts it allows.
    /// </summary>
    private sealed class OncePolicy : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var compression = context.HttpContext.RequestServices.GetRequiredService<IResponseCompressionProvider>();
            context.EnableOutputCaching = true;
            context.AllowCacheLookup = true;
            context.AllowCacheStorage = true;
            context.AllowLocking = true;
            context.ResponseExpirationTimeSpan = TimeSpan.FromDays(365);
            context.CacheVaryByRules.VaryByHost = false;
            context.CacheVaryByRules.VaryByValues["encoding"] =
                compression.GetCompressionProvider(context.HttpContext)?.EncodingName ?? "";
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
            ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage = context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
            return ValueTask.CompletedTask;
        }
    }
}
