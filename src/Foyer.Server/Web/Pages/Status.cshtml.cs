using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>The page shown for a missing or refused page; the status code stays unchanged.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class StatusModel : PageModel
{
    private int code = StatusCodes.Status404NotFound;

    public string Title =>
        code switch
        {
            403 when HttpContext.Exclusion() is { Code: "kicked" } => "You've been kicked",
            404 or 405 => "Page not found",
            401 or 403 => "You can’t open this page",
            429 => "One moment, please",
            _ => "That did not work",
        };

    public string Words =>
        code switch
        {
            401 or 403 => "You don't have permission to open this page.",
            429 => "That was a little fast. Wait a moment, then try again.",
            400 => "The page was open for too long, or the request was not whole. Load the page again, then repeat it.",
            _ => "The request could not be carried out.",
        };

    /// <summary>The requested address, where it is the problem.</summary>
    public string? Path { get; private set; }

    public void OnGet() => Show();

    public void OnPost() => Show();

    /// <summary>The ban or kick, when it is the reason for the refusal.</summary>
    public ExclusionError? Exclusion => code == 403 ? HttpContext.Exclusion() : null;

    // Not bound to a parameter: that would read the form first, wait for a slow client, and let a field named code take
    // precedence.
    private void Show()
    {
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        if (original is not null)
            code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        Response.StatusCode = code;
        if (code is 404 or 405)
            Path = original?.OriginalPath ?? Request.Path;
    }
}
