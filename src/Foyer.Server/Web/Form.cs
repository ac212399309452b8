using Foyer.Protocol;

namespace Foyer.Server.Web;

/// <summary>A form after a refusal: the typed values and the errors. Secrets are never sent back.</summary>
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

    /// <summary>The first field with an error.</summary>
    public string? First => Errors.FirstOrDefault(error => error.Attr is not null)?.Attr;

    public static Form From(HttpRequest request, IReadOnlyList<Error> errors) => new(errors, Typed(request));

    /// <summary>A form filled in before, without anything wrong.</summary>
    public static Form From(IReadOnlyDictionary<string, string> values) => new([], values);

    /// <summary>Returns the typed values, without secrets.</summary>
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

    /// <summary>Registers the label of a field, for the error summary.</summary>
    /// <param name="id">The id of its element, when it differs from the name.</param>
    public void Name(string name, string label, string? id = null)
    {
        // The empty form is shared by all pages, and has no summary.
        if (Errors.Count > 0)
            labels.TryAdd(name, new FieldLabel(label, id ?? name));
    }

    /// <summary>Returns null when the page has no such field.</summary>
    public FieldLabel? Label(string name) => labels.GetValueOrDefault(name);

    public Error? Error(string name) => Errors.FirstOrDefault(error => error.Attr == name);
}

/// <summary>The label of a field on the page, and the id of its element.</summary>
public sealed record FieldLabel(string Text, string Id);

/// <summary>The labels of list filters.</summary>
public static class FilterLabels
{
    public static string Name(string attr) => char.ToUpperInvariant(attr[0]) + attr[1..].Replace('_', ' ');
}
