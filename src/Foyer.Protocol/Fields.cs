using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Foyer.Protocol;

/// <summary>
/// Untrusted named input, from a JSON object or a form, read field by field. Invalid fields are collected in
/// <see cref="Errors"/>, one entry each, so that one response reports all of them. A field is found by its snake_case name or
/// the camelCase spelling of it; unknown fields are ignored.
/// </summary>
public sealed class Fields
{
    // A letter with its combining marks, each of which is one character.
    private const int LongestSpelling = 4;

    private readonly GivenValues given;
    private readonly List<Error> errors = [];

    private Fields(GivenValues given) => this.given = given;

    /// <summary>The errors found so far.</summary>
    public IReadOnlyList<Error> Errors => errors;

    /// <summary>The refusal that names every wrong field, or null.</summary>
    public Refusal? Refusal => errors.Count == 0 ? null : new Refusal(400, [.. errors]);

    /// <summary>Reads the fields of a JSON object; any other value has no fields and is reported as an error.</summary>
    public static Fields Of(JsonElement body)
    {
        var fields = new Fields(GivenValues.Of(body));
        if (body.ValueKind != JsonValueKind.Object)
            fields.errors.Add(new Error("invalid", "Send a JSON object.", null));
        return fields;
    }

    /// <summary>Reads the fields of a form or a query; an empty value counts as absent.</summary>
    public static Fields Of(IEnumerable<KeyValuePair<string, string?>> form) => new(GivenValues.Of(form));

    /// <summary>Adds an error found by a rule that involves more than one field.</summary>
    public void Refuse(string attr, string detail, string code = "invalid")
    {
        if (!IsWrong(attr))
            errors.Add(new Error(code, detail, attr));
    }

    /// <summary>Adds errors found elsewhere, except for fields that already have one.</summary>
    public void Refuse(Refusal refusal)
    {
        foreach (var error in refusal.Errors)
            if (error.Attr is null || !IsWrong(error.Attr))
                errors.Add(error);
    }

    /// <summary>True when the field was sent, null included.</summary>
    public bool Has(string name) => Find(name, out _);

    /// <summary>Returns true when the field already has an error.</summary>
    public bool IsWrong(string attr) => errors.Exists(error => error.Attr == attr);

    /// <summary>Returns a required text; "" when it is invalid.</summary>
    public string Text(string name, int max, int min = 1, bool lines = false) =>
        Demand(name, out var value) ? Checked(name, value, max, min, lines) ?? "" : "";

    /// <summary>Returns an optional text; null when it is absent, null, blank or invalid.</summary>
    public string? OptionalText(string name, int max, bool lines = false) =>
        !Find(name, out var value) || value is null || (value is string text && string.IsNullOrWhiteSpace(text))
            ? null
            : Checked(name, value, max, 0, lines);

    /// <summary>
    /// A name or title, which is shown among other text: the same without characters that change its direction.
    /// </summary>
    public string Title(string name, int max) => Undirected(name, Text(name, max)) ?? "";

    /// <summary>Returns an optional title; null when it is absent, null or blank.</summary>
    public string? OptionalTitle(string name, int max) => Undirected(name, OptionalText(name, max));

    /// <summary>
    /// Returns a required secret, unchanged and untrimmed; "" when it is invalid. Its length is counted in composed characters,
    /// so that it does not depend on how a keyboard encodes them.
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

    /// <summary>Returns a Boolean; null when absent or invalid. A ticked box of a form sends <c>on</c> or <c>true</c>.</summary>
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

    /// <summary>Returns one of the allowed words; null when absent or invalid.</summary>
    public string? Choice(string name, params ReadOnlySpan<string> words)
    {
        if (!Find(name, out var value) || value is null or "")
            return null;
        if (value is string word && words.Contains(word))
            return word;
        Refuse(name, $"Choose one of: {string.Join(", ", words.ToArray())}.");
        return null;
    }

    /// <summary>Returns a string or a whole number as text (a room may be named by either); null when absent.</summary>
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

    /// <summary>
    /// Returns a single value as it would be written in a query; null when it is absent, null or not a single value.
    /// </summary>
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

    /// <summary>Returns the fields of a nested object; none when it is absent or of another type.</summary>
    public Fields Part(string name) =>
        Find(name, out var value) && value is JsonElement { ValueKind: JsonValueKind.Object } part ? Of(part) : Of([]);

    /// <summary>Returns a required JSON object as it was sent, for later parsing; "" when it is invalid.</summary>
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
        // Spaces around a name or an address come from pasting; those before a text of several lines are part of it.
        else if (TextRules.Check(lines ? raw : raw.TrimStart(), max, min, lines, out var text) is { } error)
            errors.Add(error with { Attr = name });
        else
            return text;
        return null;
    }

    /// <summary>Finds the value under either spelling of the name; returns false when it was not sent.</summary>
    internal bool Find(string name, out object? value) => given.Find(name, out value);

    /// <summary>Finds a required value; adds an error when it is missing.</summary>
    internal bool Demand(string name, [NotNullWhen(true)] out object? value)
    {
        if (!Find(name, out value))
            Refuse(name, "This field is required.", "required");
        else if (value is null)
            Refuse(name, "This field may not be null.", "null");
        return value is not null;
    }
}
