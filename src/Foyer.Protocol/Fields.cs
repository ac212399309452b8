using System.Diagnostics.CodeAnalysis;
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
    // A letter with its marks, spelled as one character each.
    private const int LongestSpelling = 4;

    private readonly GivenValues given;
    private readonly List<Error> errors = [];

    private Fields(GivenValues given) => this.given = given;

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Error> Errors => errors;

    /// <summary>The refusal that names every wrong field, or null.</summary>
    public Refusal? Refusal => errors.Count == 0 ? null : new Refusal(400, [.. errors]);

    /// <summary>The fields of a JSON object; anything else has none, and says so.</summary>
    public static Fields Of(JsonElement body)
    {
        var fields = new Fields(GivenValues.Of(body));
        if (body.ValueKind != JsonValueKind.Object)
            fields.errors.Add(new Error("invalid", "Send a JSON object.", null));
        return fields;
    }

    /// <summary>The fields of a form or a query; an empty value counts as absent (S000-29).</summary>
    public static Fields Of(IEnumerable<KeyValuePair<string, string?>> form) => new(GivenValues.Of(form));

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
    public string Text(string name, int max, int min = 1, bool lines = false) =>
        Demand(name, out var value) ? Checked(name, value, max, min, lines) ?? "" : "";

    /// <summary>A text that may be absent, null or blank, each of which means null (S000-29).</summary>
    public string? OptionalText(string name, int max, bool lines = false) =>
        !Find(name, out var value) || value is null || (value is string text && string.IsNullOrWhiteSpace(text))
            ? null
            : Checked(name, value, max, 0, lines);

    /// <summary>A name or title, which is shown among other text: the same without characters that change its direction.</summary>
    public string Title(string name, int max) => Undirected(name, Text(name, max)) ?? "";

    /// <summary>The same for one that may be absent, null or blank.</summary>
    public string? OptionalTitle(string name, int max) => Undirected(name, OptionalText(name, max));

    /// <summary>
    /// A secret: taken as it is, nothing trimmed, never null; "" when it is wrong. Its length is counted in composed characters,
    /// so that it does not depend on how a keyboard spells them.
    /// </summary>
    public string Secret(string name, int max, int min = 1)
    {
        if (!Demand(name, out var value))
            return "";
        if (value is not string text)
            Refuse(name, "Enter a text.");
        else if (text.Length == 0)
            Refuse(name, "This field may not be blank.", "blank");
        else if (text.Length > max * LongestSpelling)
            Refuse(name, TextRules.TooLong(max), "max_length");
        else if (!TextRules.IsWellFormed(text) || TextRules.HasControls(text, lines: true))
            Refuse(name, "Control characters are not allowed.");
        else if (text.Normalize().Length < min)
            Refuse(name, TextRules.TooShort(min), "min_length");
        else if (text.Normalize().Length > max)
            Refuse(name, TextRules.TooLong(max), "max_length");
        else
            return text;
        return "";
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

    /// <summary>A value as it was sent, written as in a query; null when it is absent, null or not a single value.</summary>
    public string? Plain(string name) =>
        Find(name, out var value)
            ? value switch
            {
                string text => text,
                long number => number.ToString(CultureInfo.InvariantCulture),
                bool flag => flag ? "true" : "false",
                _ => null,
            }
            : null;

    /// <summary>The fields of an object inside; none of them when it is absent or something else.</summary>
    public Fields Part(string name) =>
        Find(name, out var value) && value is JsonElement { ValueKind: JsonValueKind.Object } part ? Of(part) : Of([]);

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

    private string? Undirected(string name, string? text)
    {
        if (text is not null && TextRules.HasDirections(text))
        {
            Refuse(name, "Characters that change the direction of the text are not allowed here.");
            return null;
        }
        return text;
    }

    private string? Checked(string name, object value, int max, int min, bool lines)
    {
        if (value is not string raw)
            Refuse(name, "Enter a text.");
        // Blanks around a name or an address come from pasting; those before a text of several lines are its own.
        else if (TextRules.Check(lines ? raw : raw.TrimStart(), max, min, lines, out var text) is { } error)
            errors.Add(error with { Attr = name });
        else
            return text;
        return null;
    }

    /// <summary>The value under either spelling of the name; false when it was not sent.</summary>
    internal bool Find(string name, out object? value) => given.Find(name, out value);

    /// <summary>The same where something must stand; says what is missing otherwise.</summary>
    internal bool Demand(string name, [NotNullWhen(true)] out object? value)
    {
        if (!Find(name, out value))
            Refuse(name, "This field is required.", "required");
        else if (value is null)
            Refuse(name, "This field may not be null.", "null");
        return value is not null;
    }
}
