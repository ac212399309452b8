using System.Text.Json;
using Foyer.Protocol;
using Microsoft.Net.Http.Headers;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// The JSON object in the body of a request. Endpoints bind it as a parameter and declare it with <c>AcceptsJson</c>.
/// </summary>
public sealed record JsonBody(Fields Fields)
{
    /// <summary>Enough for the longest message with all characters escaped; uploads have a limit of their own.</summary>
    public const int Largest = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };
    private static readonly Refusal WrongType = Refusal.Of(415, "unsupported_media_type", "Send application/json.");

    public static ValueTask<JsonBody?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<JsonBody>());

    /// <summary>No body at all is an object without fields.</summary>
    public static async Task<Outcome<JsonBody>> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (
            request.ContentType is null
            && request.ContentLength is null or 0
            && !request.Headers.ContainsKey("Transfer-Encoding")
        )
            return new JsonBody(Fields.Of([]));
        if (!IsJson(request.ContentType))
            return WrongType;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, http.RequestAborted);
            return new JsonBody(Fields.Of(document.RootElement));
        }
        catch (JsonException)
        {
            return Refusal.ParseError;
        }
    }

    private static bool IsJson(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var media)
        && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!media.Charset.HasValue || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
