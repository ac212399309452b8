using System.Text.Json;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A JSON schema as the API document has them. A property that is not in it is an error.</summary>
public sealed record JsonSchema(JsonElement Document, JsonElement Node)
{
    /// <summary>The first thing in the value that does not fit, or null.</summary>
    public string? Check(JsonElement value, string at = "$")
    {
        var schema = Resolved;
        foreach (var union in new[] { "oneOf", "anyOf" })
            if (schema.TryGetProperty(union, out var members))
                return CheckUnion(value, at, [.. members.EnumerateArray().Select(Of)]);
        if (
            schema.TryGetProperty("type", out var type)
            && !Types(type).Contains(TypeOf(value))
            && !IsWhole(type, value)
        )
            return $"{at} is {TypeOf(value)}, not {type}";
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => Same(one, value)))
            return $"{at} is none of {allowed}";
        return value.ValueKind switch
        {
            JsonValueKind.Object => CheckObject(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value
                .EnumerateArray()
                .Select((item, i) => Of(items).Check(item, $"{at}[{i}]"))
                .FirstOrDefault(wrong => wrong is not null),
            JsonValueKind.Array when schema.TryGetProperty("type", out _) => $"{at} has no type of items",
            _ => null,
        };
    }

    public JsonElement Resolved
    {
        get
        {
            var schema = Node;
            while (schema.TryGetProperty("$ref", out var reference))
                schema = reference
                    .GetString()!
                    .Split('/')
                    .Skip(1)
                    .Aggregate(Document, (inside, name) => inside.GetProperty(name));
            return schema;
        }
    }

    public JsonSchema Of(JsonElement node) => this with { Node = node };

    private string? CheckObject(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString()!, out _))
                    return $"{at}.{name} is missing";
        var isOpen = schema.TryGetProperty("additionalProperties", out var others);
        if (!schema.TryGetProperty("properties", out var properties))
            return isOpen && others.ValueKind == JsonValueKind.Object
                ? value
                    .EnumerateObject()
                    .Select(one => Of(others).Check(one.Value, $"{at}.{one.Name}"))
                    .FirstOrDefault(wrong => wrong is not null)
                : null;
        foreach (var property in value.EnumerateObject())
            if (!properties.TryGetProperty(property.Name, out var known))
                return $"{at}.{property.Name} is not documented";
            else if (Of(known).Check(property.Value, $"{at}.{property.Name}") is { } wrong)
                return wrong;
        return null;
    }

    private static string? CheckUnion(JsonElement value, string at, List<JsonSchema> members)
    {
        var wrongs = members.ConvertAll(member => member.Check(value, at));
        return wrongs.Contains(null) ? null : string.Join(" or ", wrongs);
    }

    private static IEnumerable<string?> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(one => one.GetString())
            : [type.GetString()];

    private static bool IsWhole(JsonElement type, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
        && (Types(type).Contains("number") || (Types(type).Contains("integer") && value.TryGetInt64(out _)));

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => value.ValueKind.ToString().ToLowerInvariant(),
        };

    private static bool Same(JsonElement one, JsonElement other) => one.GetRawText() == other.GetRawText();
}
