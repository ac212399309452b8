using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web;

/// <summary>
/// Renders the front page once while the server starts to listen, so that the code every page needs is compiled in parallel with
/// the rest of the start instead of during the first visit.
/// </summary>
public static partial class StartupWarmup
{
    /// <summary>Runs on another thread and never throws; the start continues without it.</summary>
    public static Task RunAsync(WebApplication app) =>
        Task.Run(async () =>
        {
            try
            {
                await MakeAsync(app);
            }
            catch (Exception fault)
            {
                LogFailed(app.Logger, fault);
            }
        });

    public static async Task MakeAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var page = Front(app);
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Method = HttpMethods.Get;
        http.Request.Scheme = Uri.UriSchemeHttp;
        http.Request.Host = new HostString("localhost");
        http.Request.Path = "/";
        http.Request.RouteValues = new RouteValueDictionary(page.RoutePattern.Defaults);
        http.SetEndpoint(page);
        await page.RequestDelegate!(http);
    }

    private static RouteEndpoint Front(IEndpointRouteBuilder app) =>
        app
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .First(endpoint =>
                endpoint.RoutePattern.RawText is "" && endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
            );

    [LoggerMessage(LogLevel.Warning, "The first page could not be made beforehand.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
