using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages.Docs;

/// <summary>The readable REST reference, generated from the same document that programs get.</summary>
[AllowAnonymous]
public sealed class ApiModel(ApiReference reference) : PageModel
{
    public ApiReference.Reference Reference { get; private set; } = null!;

    public async Task OnGetAsync() => Reference = await reference.Contents;
}
