using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Foyer.Server.Web;

/// <summary>What the page of the REST interface shows, read from the API document once.</summary>
public sealed class ApiReference([FromKeyedServices("v1")] IOpenApiDocumentProvider documents)
{
    private readonly Lazy<Task<(string?, IReadOnlyList<IGrouping<string, Operation>>)>> contents = new(() =>
        ReadAsync(documents)
    );

    public Task<(string? Description, IReadOnlyList<IGrouping<string, Operation>> Groups)> Contents => contents.Value;

    public sealed record Operation(
        string Group,
        string Method,
        string Path,
        string? Summary,
        IReadOnlyList<string> Fields,
        IReadOnlyList<string> Statuses
    );

    // For all who ask from here on, so none of them can cancel it.
    private static async Task<(string?, IReadOnlyList<IGrouping<string, Operation>>)> ReadAsync(
        IOpenApiDocumentProvider documents
    )
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        return (
            document.Info.Description,
            [
                .. document
                    .Paths.SelectMany(path => Operations(path.Key, path.Value))
                    .GroupBy(operation => operation.Group),
            ]
        );
    }

    private static IEnumerable<Operation> Operations(string path, IOpenApiPathItem item) =>
        (item.Operations ?? []).Select(each => new Operation(
            each.Value.Tags?.FirstOrDefault()?.Name ?? "Other",
            each.Key.Method,
            path,
            each.Value.Summary ?? each.Value.Description,
            [.. Parameters(each.Value), .. Body(each.Value)],
            [.. (each.Value.Responses ?? []).Keys.Order(StringComparer.Ordinal)]
        ));

    private static IEnumerable<string> Parameters(OpenApiOperation operation) =>
        (operation.Parameters ?? [])
            .Where(parameter => parameter.In == ParameterLocation.Query)
            .Select(parameter => $"?{parameter.Name}");

    private static IEnumerable<string> Body(OpenApiOperation operation) =>
        operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema?.Properties?.Keys ?? Enumerable.Empty<string>();
}
