using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages.Docs;

/// <summary>The REST interface, readable; made from the same document that programs get.</summary>
[AllowAnonymous]
public sealed class ApiModel(ApiReference reference) : PageModel
{
    public string? Description { get; private set; }

    public IReadOnlyList<IGrouping<string, ApiReference.Operation>> Groups { get; private set; } = [];

    public async Task OnGetAsync() => (Description, Groups) = await reference.Contents;
}
