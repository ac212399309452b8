using Foyer.Protocol;
using Foyer.Server.Gateways.Http.Responses;
using Microsoft.AspNetCore.Diagnostics;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>Measures the queue of the thread pool.</summary>
public sealed class ThreadPoolQueue(Func<long> length)
{
    // This many items take less than a tenth of a second.
    private const int MostPerCore = 50;

    private readonly int most = MostPerCore * Environment.ProcessorCount;

    public bool IsCrowded => length() > most;
}

/// <summary>
/// When more work waits than the machine can do at once, anonymous visitors get 503 before a page is rendered, so that users in
/// their rooms and health checks are still served in time. Sign-ins have a limit of their own.
/// </summary>
internal sealed class OverloadMiddleware(RequestDelegate next, ThreadPoolQueue queue)
{
    private const int RetrySeconds = 5;

    private static readonly Refusal Overloaded = Refusal.Of(
        503,
        "overloaded",
        "The server is busy. Try again in a few seconds."
    ) with
    {
        RetryAfter = RetrySeconds,
    };

    private static readonly PathString Health = "/health";

    public Task InvokeAsync(HttpContext http) =>
        IsVisit(http) && queue.IsCrowded ? ApiResults.WriteAsync(http, Overloaded) : next(http);

    // Clients that send their bodies too slowly are cut off together: rendering a page for them would cost too much then.
    private static bool IsVisit(HttpContext http) =>
        (
            HttpMethods.IsGet(http.Request.Method)
            || HttpMethods.IsHead(http.Request.Method)
            || http.Features.Get<IStatusCodeReExecuteFeature>() is not null
        )
        && http.Features.Get<CurrentUser>() is { Found.Refusal: not null }
        && !http.Request.Path.StartsWithSegments(Health);
}
