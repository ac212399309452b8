using System.Text.Json;

namespace Foyer.Protocol;

/// <summary>
/// The values of untrusted input by name: null, a text, true or false, a whole number, or the JSON element when it is none of
/// these.
/// </summary>
internal sealed class GivenValues
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);

    public static GivenValues Of(JsonElement body)
    {
        var given = new GivenValues();
        if (body.ValueKind == JsonValueKind.Object)
            foreach (var property in body.EnumerateObject())
                if (Text(() => property.Name) is { } name)
                    given.values[name] = Value(property.Value);
        return given;
    }

    public static GivenValues Of(IEnumerable<KeyValuePair<string, string?>> form)
    {
        var given = new GivenValues();
        foreach (var (name, value) in form)
            if (!string.IsNullOrEmpty(value))
                given.values[name] = value.ReplaceLineEndings("\n");
        return given;
    }

    /// <summary>Finds a value by its snake_case name or the camelCase spelling of it.</summary>
    public bool Find(string name, out object? value)
    {
        if (values.TryGetValue(name, out value))
            return true;
        return name.Contains('_')
            && values.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(Pascal(name)), out value);
    }

    private static string Pascal(string snake) =>
        string.Concat(
            snake.Split('_').Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..])
        );

    /// <summary>Returns null for a lone surrogate, which JSON can express and text cannot contain.</summary>
    internal static string? Text(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static object? Value(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => null,
            // A lone surrogate, written as an escape, is not text, nor any other value that a field accepts.
            JsonValueKind.String => Text(element.GetString) ?? (object)element.ValueKind,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when element.TryGetInt64(out var number) => number,
            _ => element.Clone(),
        };
}
