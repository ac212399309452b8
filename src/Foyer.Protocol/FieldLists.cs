using System.Text.Json;

namespace Foyer.Protocol;

/// <summary>Reads lists from untrusted <see cref="Fields"/>.</summary>
public static class FieldLists
{
    /// <summary>Returns a list of words; empty when absent or invalid. A text is split at commas and line ends.</summary>
    public static IReadOnlyList<string> Words(this Fields fields, string name, int most)
    {
        if (!fields.Find(name, out var value) || value is null)
            return [];
        List<string>? words = value switch
        {
            string text =>
            [
                .. text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
            JsonElement { ValueKind: JsonValueKind.Array } list =>
            [
                .. list.EnumerateArray()
                    .Select(item =>
                        item.ValueKind == JsonValueKind.String ? GivenValues.Text(item.GetString) ?? "" : ""
                    ),
            ],
            _ => null,
        };
        if (words is not null && words.Count <= most && words.TrueForAll(IsWord))
            return [.. words.Distinct(StringComparer.Ordinal)];
        fields.Refuse(name, $"Send a list of at most {most} texts.");
        return [];
    }

    /// <summary>Returns a list of whole numbers; null when absent or invalid.</summary>
    public static IReadOnlyList<long>? Integers(this Fields fields, string name, int most)
    {
        if (!fields.Find(name, out var value) || value is null)
            return null;
        if (value is not JsonElement { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > most)
        {
            fields.Refuse(name, $"Send a list of at most {most} whole numbers.");
            return null;
        }
        var numbers = new List<long>();
        foreach (var item in list.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number))
                numbers.Add(number);
            else
                fields.Refuse(name, "Send whole numbers only.");
        return fields.IsWrong(name) ? null : numbers;
    }

    /// <summary>Returns a list of the allowed words; null when absent or invalid.</summary>
    public static IReadOnlyList<string>? Choices(this Fields fields, string name, params ReadOnlySpan<string> words)
    {
        if (!fields.Find(name, out var value) || value is null)
            return null;
        var chosen =
            value is JsonElement { ValueKind: JsonValueKind.Array } list
                ? list.EnumerateArray()
                    .Select(item =>
                        item.ValueKind == JsonValueKind.String ? GivenValues.Text(item.GetString) ?? "" : ""
                    )
                    .ToList()
            : value is string one ? one.Split(' ', ',').ToList()
            : null;
        if (chosen is not null && !AnyUnknown(chosen, words))
            return [.. chosen.Distinct(StringComparer.Ordinal)];
        fields.Refuse(name, $"Choose from: {string.Join(", ", words.ToArray())}.");
        return null;
    }

    private static bool IsWord(string word) =>
        word.Length > 0 && TextRules.IsWellFormed(word) && !TextRules.HasControls(word, lines: false);

    private static bool AnyUnknown(List<string> chosen, ReadOnlySpan<string> words)
    {
        foreach (var word in chosen)
            if (!words.Contains(word))
                return true;
        return false;
    }
}
