using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// The API document and its page are the same for every visitor and cost tens of milliseconds to make. They are made once for each
/// compression, and then sent from memory with an ETag.
/// </summary>
internal static class DocumentCache
{
    private static readonly PathString Document = "/openapi";
    private static readonly PathString Page = "/docs/api";

    public static void AddDocumentCache(this IServiceCollection services)
    {
        services.AddOutputCache(cache => cache.AddBasePolicy(new OncePolicy()));
        // Both hold nothing secret that the length of an answer could give away.
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
    }

    /// <summary>Goes behind whatever finds out who asks.</summary>
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
                        // Others wait for what the first visitor makes, so it is made to the end even if that one leaves.
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

    // A browser takes over the headers of a 304, and the page that it has needs the policy it came with.
    private static Task KeepPolicy(object response)
    {
        var (status, headers) = (((HttpResponse)response).StatusCode, ((HttpResponse)response).Headers);
        if (status == StatusCodes.Status304NotModified)
            headers.ContentSecurityPolicy = default;
        return Task.CompletedTask;
    }

    /// <summary>The page has the person's own sidebar once they are signed in.</summary>
    private static bool IsShared(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Document)
        || (http.Request.Path.StartsWithSegments(Page) && http.Caller() is null);

    /// <summary>
    /// Stores one answer for each compression, whatever the query, the host or the headers are: otherwise a visitor could have each
    /// request made anew. The content security policy is stored with the page whose scripts it allows.
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
