using Foyer.Protocol;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>
/// The outermost middleware: every fault in an API request ends as an error object that reveals no internals. Faults of pages
/// pass on to the error page.
/// </summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = 499;
            return;
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = wrong.StatusCode;
        }
        // A form that the framework cannot decode, such as one with a NUL.
        catch (InvalidDataException) when (!http.Response.HasStarted && http.Request.HasFormContentType)
        {
            http.Response.Clear();
            http.Response.StatusCode = 400;
        }
        catch (Exception fault) when (!http.Response.HasStarted && http.Request.IsForPrograms())
        {
            LogFault(fault, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "no endpoint");
            http.Response.Clear();
            http.Response.StatusCode = 500;
        }
        if (IsBare(http) && Of(http.Response.StatusCode) is { } refusal)
            await ApiResults.WriteAsync(http, refusal);
    }

    private static bool IsBare(HttpContext http) =>
        http.Request.IsForPrograms()
        && http.Response is { HasStarted: false, ContentType: null, ContentLength: null or 0 };

    /// <summary>The refusal behind a status that the framework chose.</summary>
    private static Refusal? Of(int status) =>
        status switch
        {
            400 => Refusal.Of(400, "parse_error", "The request could not be read."),
            401 => Refusal.NotAuthenticated,
            403 => Refusal.PermissionDenied,
            404 => Refusal.NotFound,
            405 => Refusal.Of(405, "method_not_allowed", "Method not allowed."),
            408 => Refusal.Of(408, "timeout", "The request took too long."),
            413 => Refusal.Of(413, "too_large", "The request is too large."),
            415 => Refusal.Of(415, "unsupported_media_type", "Unsupported media type."),
            431 => Refusal.Of(431, "too_large", "The headers are too large."),
            503 => Refusal.Unavailable,
            >= 400 and < 500 => Refusal.Of(status, "invalid", "The request was refused."),
            >= 500 => Refusal.Fault,
            _ => null,
        };

    [LoggerMessage(LogLevel.Error, "A request failed: {Method} {Endpoint}")]
    private partial void LogFault(Exception fault, string method, string endpoint);
}
