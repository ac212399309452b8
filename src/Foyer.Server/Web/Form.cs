using Foyer.Protocol;

namespace Foyer.Server.Web;

/// <summary>A form as it comes back after a refusal: what was typed, and what was wrong with it. Secrets are never given back.</summary>
public sealed class Form
{
    public static readonly Form Empty = new([], []);

    private readonly Dictionary<string, string> values;

    private Form(IReadOnlyList<Error> errors, IEnumerable<KeyValuePair<string, string>> values)
    {
        Errors = errors;
        this.values = new Dictionary<string, string>(values, StringComparer.Ordinal);
    }

    public IReadOnlyList<Error> Errors { get; }

    /// <summary>The field to begin with: the first wrong one.</summary>
    public string? First => Errors.FirstOrDefault(error => error.Attr is not null)?.Attr;

    public static Form Of(HttpRequest request, IReadOnlyList<Error> errors) =>
        new(
            errors,
            Given(request)
                .Where(field => !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
                .Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))
        );

    public static Fields Fields(HttpRequest request) =>
        Protocol.Fields.Of(
            Given(request).Select(field => KeyValuePair.Create(field.Key, (string?)field.Value.ToString()))
        );

    /// <summary>A page may be posted to without a form.</summary>
    private static IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> Given(
        HttpRequest request
    ) => request.HasFormContentType ? request.Form : [];

    public string? Value(string name) => values.GetValueOrDefault(name);

    public Error? Error(string name) => Errors.FirstOrDefault(error => error.Attr == name);
}
