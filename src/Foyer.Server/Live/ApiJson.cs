using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Foyer.Server.Live;

/// <summary>
/// The JSON options of everything that the serializer writes for clients and exports: snake_case, letters of all scripts unescaped, HTML-sensitive characters escaped.
/// </summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Set(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.MaxDepth = 32;
        // Numbers are never strings; request bodies are read field by field, not by the serializer.
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }
}
