using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Foyer.Server.Web;

/// <summary>The content of the REST reference page, read from the API document once.</summary>
public sealed class ApiReference([FromKeyedServices("v1")] IOpenApiDocumentProvider documents)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<Task<Reference>> contents = new(() => ReadAsync(documents));

    public Task<Reference> Contents => contents.Value;

    /// <param name="Sent">The frames that the server sends on a live connection.</param>
    /// <param name="Received">The frames that it accepts.</param>
    public sealed record Reference(
        string? Description,
        IReadOnlyList<IGrouping<string, Operation>> Groups,
        IReadOnlyList<LiveFrame> Sent,
        IReadOnlyList<LiveFrame> Received
    );

    public sealed record LiveFrame(string Type, string Description, string Example);

    /// <param name="Examples">JSON examples by title.</param>
    public sealed record Operation(
        string Group,
        string Method,
        string Path,
        string? Summary,
        IReadOnlyList<string> Fields,
        IReadOnlyList<string> Statuses,
        IReadOnlyList<(string Of, string Json)> Examples
    );

    // The result is shared by all later requests, so none of them can cancel it.
    private static async Task<Reference> ReadAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        var live = ((JsonNodeExtension)document.Extensions![ApiExamples.Live]).Node;
        return new Reference(
            document.Info.Description,
            [
                .. document
                    .Paths.SelectMany(path => Operations(path.Key, path.Value))
                    .GroupBy(operation => operation.Group),
            ],
            [.. Frames(live["server"]!)],
            [.. Frames(live["client"]!)]
        );
    }

    private static IEnumerable<LiveFrame> Frames(JsonNode side) =>
        side.AsObject()
            .Select(frame => new LiveFrame(
                frame.Key,
                frame.Value!["description"]!.GetValue<string>(),
                Show(frame.Value["example"]!)
            ));

    private static IEnumerable<Operation> Operations(string path, IOpenApiPathItem item) =>
        (item.Operations ?? []).Select(each => new Operation(
            each.Value.Tags?.FirstOrDefault()?.Name ?? "Other",
            each.Key.Method,
            path,
            each.Value.Summary ?? each.Value.Description,
            [.. Parameters(each.Value), .. Body(each.Value)],
            [.. (each.Value.Responses ?? []).Keys.Order(StringComparer.Ordinal)],
            [.. Examples(each.Value)]
        ));

    private static IEnumerable<(string, string)> Examples(OpenApiOperation operation)
    {
        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            if (content.Example is { } example)
                yield return ("Request", Show(example));
        foreach (var (status, response) in operation.Responses ?? [])
        foreach (var content in response.Content?.Values ?? [])
            if (content.Example is { } example)
                yield return ($"Response {status}", Show(example));
    }

    private static string Show(JsonNode example) => example.ToJsonString(Indented);

    private static IEnumerable<string> Parameters(OpenApiOperation operation) =>
        (operation.Parameters ?? [])
            .Where(parameter => parameter.In == ParameterLocation.Query)
            .Select(parameter => $"?{parameter.Name}");

    private static IEnumerable<string> Body(OpenApiOperation operation) =>
        operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema?.Properties?.Keys ?? Enumerable.Empty<string>();
}
