using System.Globalization;
using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>Reads members of the server's JSON, which may be missing.</summary>
internal static class JsonExtensions
{
    public static string? Text(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    public static long? Number(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(name, out var member)
        && (
            member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)
            || member.ValueKind == JsonValueKind.String
                && long.TryParse(member.GetString(), CultureInfo.InvariantCulture, out number)
        )
            ? number
            : null;

    public static bool Flag(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.True;

    public static JsonElement Member(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var member) ? member : default;

    public static IEnumerable<JsonElement> Items(this JsonElement data, string name) =>
        data.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The sentences of an error object, safe to print.</summary>
    public static IEnumerable<string> Errors(this JsonElement data) =>
        data.Items("errors").Select(error => SafeText.Line(error.Text("detail") ?? error.Text("code")));
}
