using System.Text.Json;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>A JSON response in the same encoding as live frames, so that fetched and live objects are equal.</summary>
internal sealed class ApiJsonResult<T>(T value, Action<Utf8JsonWriter, T> write, int status = 200) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        var frame = Frame.Encode(value, write);
        http.Response.ContentLength = frame.Json.Length;
        await http.Response.Body.WriteAsync(frame.Payload, http.RequestAborted);
    }
}

internal static class ApiJsonResult
{
    public static IResult List<T>(Listing<T> page, Action<Utf8JsonWriter, T> write) =>
        new ApiJsonResult<Listing<T>>(
            page,
            (json, shown) =>
            {
                json.WriteStartObject();
                json.WriteStartArray("results"u8);
                foreach (var item in shown.Results)
                    write(json, item);
                json.WriteEndArray();
                json.WriteString("next"u8, shown.Next);
                json.WriteString("previous"u8, shown.Previous);
                json.WriteEndObject();
            }
        );
}
