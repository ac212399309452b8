using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>The "internal error" page: status 500 and an id that is in the log, without internals.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed partial class FaultModel(ILogger<FaultModel> log) : PageModel
{
    public string Number => HttpContext.TraceIdentifier;

    public string Path { get; private set; } = "/";

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        var fault = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        Response.StatusCode = fault is null ? StatusCodes.Status404NotFound : StatusCodes.Status500InternalServerError;
        if (fault is null)
            return;
        Path = HttpMethods.IsGet(Request.Method) ? fault.Path : "/";
        LogShown(Number, fault.Path);
    }

    [LoggerMessage(LogLevel.Error, "The internal error page was shown with number {Number} for {Path}.")]
    private partial void LogShown(string number, string path);
}
