using System.Globalization;
using System.Text.Json;

namespace Foyer.Protocol;

/// <summary>
/// Untrusted named input, from a JSON object or a form, read field by field. Wrong fields are gathered in
/// <see cref="Errors"/>, one entry each, so that one answer names them all (S000-43, S001-24). A field is found under its
/// snake_case name or the camelCase spelling of it (C-11); unknown fields are ignored.
/// </summary>
public sealed class Fields
{
    private readonly Dictionary<string, object?> given;
    private readonly List<Error> errors = [];

    private Fields(Dictionary<string, object?> given) => this.given = given;

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Error> Errors => errors;

    /// <summary>The refusal that names every wrong field, or null.</summary>
    public Refusal? Refusal => errors.Count == 0 ? null : new Refusal(400, [.. errors]);

    /// <summary>The fields of a JSON object; anything else has none, and says so.</summary>
    public static Fields Of(JsonElement body)
    {
        var fields = new Fields(new Dictionary<string, object?>(StringComparer.Ordinal));
        if (body.ValueKind != JsonValueKind.Object)
            fields.errors.Add(new Error("invalid", "Send a JSON object.", null));
        else
            foreach (var property in body.EnumerateObject())
                if (Text(() => property.Name) is { } name)
                    fields.given[name] = Value(property.Value);
        return fields;
    }

    /// <summary>The fields of a form or a query; an empty value counts as absent (S000-29).</summary>
    public static Fields Of(IEnumerable<KeyValuePair<string, string?>> form)
    {
        var fields = new Fields(new Dictionary<string, object?>(StringComparer.Ordinal));
        foreach (var (name, value) in form)
            if (!string.IsNullOrEmpty(value))
                fields.given[name] = value.ReplaceLineEndings("\n");
        return fields;
    }

    /// <summary>Adds an error found by a rule that looks at more than one field.</summary>
    public void Refuse(string attr, string detail, string code = "invalid")
    {
        if (!IsWrong(attr))
            errors.Add(new Error(code, detail, attr));
    }

    /// <summary>Takes over errors found elsewhere, unless the field has one already.</summary>
    public void Refuse(Refusal refusal)
    {
        foreach (var error in refusal.Errors)
            if (error.Attr is null || !IsWrong(error.Attr))
                errors.Add(error);
    }

    /// <summary>True when the field was sent, null included.</summary>
    public bool Has(string name) => Find(name, out _);

    /// <summary>True when an error for the field is known.</summary>
    public bool IsWrong(string attr) => errors.Exists(error => error.Attr == attr);

    /// <summary>A text that must be there; "" when it is wrong.</summary>
    public string Text(string name, int max, int min = 1, bool lines = false)
    {
        if (!Find(name, out var value))
            Refuse(name, "This field is required.", "required");
        else if (value is null)
            Refuse(name, "This field may not be null.", "null");
        else if (Checked(name, value, max, min, lines) is { } text)
            return text;
        return "";
    }

    /// <summary>A text that may be absent, null or blank, each of which means null (S000-29).</summary>
    public string? OptionalText(string name, int max, bool lines = false) =>
        !Find(name, out var value) || value is null || (value is string text && string.IsNullOrWhiteSpace(text))
            ? null
            : Checked(name, value, max, 0, lines);

    /// <summary>A secret: taken as it is, nothing trimmed, any character, never null; "" when it is wrong.</summary>
    public string Secret(string name, int max, int min = 1)
    {
        if (!Find(name, out var value))
            Refuse(name, "This field is required.", "required");
        else if (value is null)
            Refuse(name, "This field may not be null.", "null");
        else if (value is not string text || !TextRules.IsWellFormed(text))
            Refuse(name, "Enter a text.");
        else if (text.Length == 0)
            Refuse(name, "This field may not be blank.", "blank");
        else if (text.Length < min)
            Refuse(name, TextRules.TooShort(min), "min_length");
        else if (text.Length > max)
            Refuse(name, TextRules.TooLong(max), "max_length");
        else
            return text;
        return "";
    }

    /// <summary>A whole number that must be there; 0 when it is wrong.</summary>
    public long Integer(string name, long min = long.MinValue, long max = long.MaxValue)
    {
        if (!Find(name, out var value))
            Refuse(name, "This field is required.", "required");
        else if (value is null)
            Refuse(name, "This field may not be null.", "null");
        else
            return OptionalInteger(name, min, max) ?? 0;
        return 0;
    }

    /// <summary>A whole number, as a number or as its digits; null when absent, null or wrong.</summary>
    public long? OptionalInteger(string name, long min = long.MinValue, long max = long.MaxValue)
    {
        if (!Find(name, out var value) || value is null || value is "")
            return null;
        var number = value switch
        {
            long given => given,
            string digits
                when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) =>
                read,
            _ => (long?)null,
        };
        if (number is null)
            Refuse(name, "A whole number is required.");
        else if (number < min)
            Refuse(name, $"Ensure this value is at least {min}.", "min_value");
        else if (number > max)
            Refuse(name, $"Ensure this value is at most {max}.", "max_value");
        else
            return number;
        return null;
    }

    /// <summary>An amount with at most so many decimals, as a number or as its digits; null when absent, null or wrong.</summary>
    public decimal? OptionalDecimal(string name, int decimals, decimal min, decimal max)
    {
        if (!Find(name, out var value) || value is null or "")
            return null;
        var digits = value switch
        {
            long whole => whole.ToString(CultureInfo.InvariantCulture),
            string text => text,
            JsonElement { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => "",
        };
        const NumberStyles form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(digits, form, CultureInfo.InvariantCulture, out var amount))
            Refuse(name, "A number is required.");
        else if (amount < min)
            Refuse(name, $"Ensure this value is at least {min}.", "min_value");
        else if (amount > max)
            Refuse(name, $"Ensure this value is at most {max}.", "max_value");
        else if (amount.Scale > decimals)
            Refuse(name, $"Ensure that there are no more than {decimals} decimal places.");
        else
            return amount;
        return null;
    }

    /// <summary>The fields of an object inside; none of them when it is absent or something else.</summary>
    public Fields Part(string name) =>
        Find(name, out var value) && value is JsonElement { ValueKind: JsonValueKind.Object } part ? Of(part) : Of([]);

    /// <summary>A list of words; empty when absent or wrong. A text counts as words between commas or line ends.</summary>
    public IReadOnlyList<string> Words(string name, int most)
    {
        if (!Find(name, out var value) || value is null)
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
                    .Select(item => item.ValueKind == JsonValueKind.String ? Text(item.GetString) ?? "" : ""),
            ],
            _ => null,
        };
        if (words is not null && words.Count <= most && words.TrueForAll(word => word.Length > 0))
            return [.. words.Distinct(StringComparer.Ordinal)];
        Refuse(name, $"Send a list of at most {most} texts.");
        return [];
    }

    /// <summary>A yes or no; null when absent or wrong. A ticked box of a form sends <c>on</c> or <c>true</c>.</summary>
    public bool? Flag(string name)
    {
        if (!Find(name, out var value) || value is null)
            return null;
        switch (value)
        {
            case bool flag:
                return flag;
            case "true" or "on" or "1":
                return true;
            case "false" or "off" or "0":
                return false;
            default:
                Refuse(name, "Send true or false.");
                return null;
        }
    }

    /// <summary>One of a few words; null when absent or wrong.</summary>
    public string? Choice(string name, params ReadOnlySpan<string> words)
    {
        if (!Find(name, out var value) || value is null or "")
            return null;
        if (value is string word && words.Contains(word))
            return word;
        Refuse(name, $"Choose one of: {string.Join(", ", words.ToArray())}.");
        return null;
    }

    /// <summary>A list of whole numbers; null when absent or wrong.</summary>
    public IReadOnlyList<long>? Integers(string name, int most)
    {
        if (!Find(name, out var value) || value is null)
            return null;
        if (value is not JsonElement { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > most)
        {
            Refuse(name, $"Send a list of at most {most} whole numbers.");
            return null;
        }
        var numbers = new List<long>();
        foreach (var item in list.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number))
                numbers.Add(number);
            else
                Refuse(name, "Send whole numbers only.");
        return IsWrong(name) ? null : numbers;
    }

    /// <summary>A list of words out of a few; null when absent or wrong.</summary>
    public IReadOnlyList<string>? Choices(string name, params ReadOnlySpan<string> words)
    {
        if (!Find(name, out var value) || value is null)
            return null;
        var chosen =
            value is JsonElement { ValueKind: JsonValueKind.Array } list
                ? list.EnumerateArray()
                    .Select(item => item.ValueKind == JsonValueKind.String ? Text(item.GetString) ?? "" : "")
                    .ToList()
            : value is string one ? one.Split(' ', ',').ToList()
            : null;
        if (chosen is not null && !AnyUnknown(chosen, words))
            return [.. chosen.Distinct(StringComparer.Ordinal)];
        Refuse(name, $"Choose from: {string.Join(", ", words.ToArray())}.");
        return null;
    }

    /// <summary>The value as text where it is a string or a whole number (a room may be named by either); null when absent.</summary>
    public string? Word(string name)
    {
        if (!Find(name, out var value) || value is null)
            return null;
        switch (value)
        {
            case string text:
                return text;
            case long number:
                return number.ToString(CultureInfo.InvariantCulture);
            default:
                Refuse(name, "Send a text or a whole number.");
                return null;
        }
    }

    /// <summary>A JSON object that must be there, as it was sent, for whoever reads its inside; "" when it is wrong.</summary>
    public string Object(string name)
    {
        if (!Find(name, out var value))
            Refuse(name, "This field is required.", "required");
        else if (value is JsonElement { ValueKind: JsonValueKind.Object } element)
            return element.GetRawText();
        else
            Refuse(name, "Send a JSON object.");
        return "";
    }

    private static bool AnyUnknown(List<string> chosen, ReadOnlySpan<string> words)
    {
        foreach (var word in chosen)
            if (!words.Contains(word))
                return true;
        return false;
    }

    private string? Checked(string name, object value, int max, int min, bool lines)
    {
        if (value is not string raw)
            Refuse(name, "Enter a text.");
        else if (TextRules.Check(raw, max, min, lines, out var text) is { } error)
            errors.Add(error with { Attr = name });
        else
            return text;
        return null;
    }

    private bool Find(string name, out object? value)
    {
        if (given.TryGetValue(name, out value))
            return true;
        return name.Contains('_') && given.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(Pascal(name)), out value);
    }

    private static string Pascal(string snake) =>
        string.Concat(
            snake.Split('_').Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..])
        );

    private static string? Text(Func<string?> read)
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
            // A lone surrogate, written as an escape, is no text; nor is it any other value a field could take.
            JsonValueKind.String => Text(element.GetString) ?? (object)element.ValueKind,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when element.TryGetInt64(out var number) => number,
            _ => element.Clone(),
        };

    /// <summary>Null for half of a surrogate pair, which JSON can spell and text cannot hold.</summary>
    private static string? Try(Func<string?> read)
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
}
