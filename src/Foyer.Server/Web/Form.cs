using Foyer.Protocol;

namespace Foyer.Server.Web;

/// <summary>A form as it comes back after a refusal: what was typed, and what was wrong with it. Secrets are never given back.</summary>
public sealed class Form
{
    public static readonly Form Empty = new([], []);

    private readonly Dictionary<string, string> values;
    private readonly Dictionary<string, FieldLabel> labels = new(StringComparer.Ordinal);

    private Form(IReadOnlyList<Error> errors, IEnumerable<KeyValuePair<string, string>> values)
    {
        Errors = errors;
        this.values = new Dictionary<string, string>(values, StringComparer.Ordinal);
    }

    public IReadOnlyList<Error> Errors { get; }

    /// <summary>The field to begin with: the first wrong one.</summary>
    public string? First => Errors.FirstOrDefault(error => error.Attr is not null)?.Attr;

    public static Form From(HttpRequest request, IReadOnlyList<Error> errors) => new(errors, Typed(request));

    /// <summary>A form filled in before, without anything wrong.</summary>
    public static Form From(IReadOnlyDictionary<string, string> values) => new([], values);

    /// <summary>What was typed, without secrets.</summary>
    public static Dictionary<string, string> Typed(HttpRequest request) =>
        Given(request)
            .Where(field =>
                !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
                && !field.Key.StartsWith("__", StringComparison.Ordinal)
            )
            .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);

    public static Fields Fields(HttpRequest request) =>
        Protocol.Fields.Of(
            Given(request).Select(field => KeyValuePair.Create(field.Key, (string?)field.Value.ToString()))
        );

    /// <summary>A page may be posted to without a form.</summary>
    private static IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> Given(
        HttpRequest request
    ) => request.HasFormContentType ? request.Form : [];

    public string? Value(string name) => values.GetValueOrDefault(name);

    /// <summary>A field says what it is called on the page, for the summary of what is wrong.</summary>
    /// <param name="id">Of its element, where that is not its name.</param>
    public void Name(string name, string label, string? id = null)
    {
        // The empty form is shared by all pages, and has no summary.
        if (Errors.Count > 0)
            labels.TryAdd(name, new FieldLabel(label, id ?? name));
    }

    /// <summary>Null for what is no field of the page.</summary>
    public FieldLabel? Label(string name) => labels.GetValueOrDefault(name);

    public Error? Error(string name) => Errors.FirstOrDefault(error => error.Attr == name);
}

/// <summary>What a field is called on the page, and where it is.</summary>
public sealed record FieldLabel(string Text, string Id);

/// <summary>What a filter of a list is called on the page.</summary>
public static class FilterLabels
{
    public static string Name(string attr) => char.ToUpperInvariant(attr[0]) + attr[1..].Replace('_', ' ');
}
