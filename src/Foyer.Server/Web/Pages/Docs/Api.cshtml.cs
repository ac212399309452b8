using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Foyer.Server.Web.Pages.Docs;

/// <summary>The REST interface, readable; made from the same document that programs get.</summary>
[AllowAnonymous]
public sealed class ApiModel([FromKeyedServices("v1")] IOpenApiDocumentProvider documents) : PageModel
{
    public sealed record Operation(
        string Group,
        string Method,
        string Path,
        string? Summary,
        IReadOnlyList<string> Fields,
        IReadOnlyList<string> Statuses
    );

    public string? Description { get; private set; }

    public IReadOnlyList<IGrouping<string, Operation>> Groups { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancel);
        Description = document.Info.Description;
        Groups =
        [
            .. document
                .Paths.SelectMany(path => Operations(path.Key, path.Value))
                .GroupBy(operation => operation.Group),
        ];
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
