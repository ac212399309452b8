using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Foyer.Server.Gateways.Http;

/// <summary>How answers are spelled: snake_case, letters of all scripts as they are, what HTML would read escaped.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Set(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.MaxDepth = 32;
        return options;
    }
}
