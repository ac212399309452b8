using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>Converts outcomes to HTTP responses.</summary>
internal static class ApiResults
{
    /// <summary>200 and the value.</summary>
    public static IResult Json<T>(Outcome<T> outcome, int status = 200) =>
        outcome.Refused(out var refusal, out var value) ? Refused(refusal) : Value(value, status);

    /// <summary>201 and the new thing.</summary>
    public static IResult Created<T>(Outcome<T> outcome) => Json(outcome, 201);

    /// <summary>204 without a body.</summary>
    public static IResult Nothing<T>(Outcome<T> outcome) =>
        outcome.Refused(out var refusal) ? Refused(refusal) : Results.NoContent();

    public static IResult Value<T>(T value, int status = 200) =>
        Results.Json(value, ApiJson.Options, statusCode: status);

    public static IResult Refused(Refusal refusal) => new RefusedResult(refusal);

    public static async Task WriteAsync(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await http.Response.WriteAsJsonAsync(ErrorResponse.From(refusal), ApiJson.Options, http.RequestAborted);
    }

    private sealed class RefusedResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, refusal);
    }
}

/// <summary>The body of every response with a status of 400 and above.</summary>
public sealed record ErrorResponse(string Type, IReadOnlyList<Error> Errors)
{
    public static ErrorResponse From(Refusal refusal) => new(refusal.Type, refusal.Errors);
}
