using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web;

/// <summary>
/// A page with a form. Its handlers call the same methods as the REST endpoints; a refusal shows the form again.
/// </summary>
public abstract class FormPage : PageModel
{
    private const string NoticeKey = "notice";
    private const string AcceptedKey = "accepted";
    private const string KeptField = "__kept_form";
    private const int LongestName = 500;
    private const string TypedKey = "typed";
    private bool refused;

    public Form Form { get; private set; } = Form.Empty;

    /// <summary>The signed-in user; pages that are also shown without a session must check for null first.</summary>
    protected Caller Caller => HttpContext.Caller()!;

    protected Fields Fields() => Form.Fields(Request);

    /// <summary>Returns the means of reauthentication that the form contains.</summary>
    protected Proof Proof() => Proof(Fields());

    protected Proof Proof(Fields fields) => new(Caller, fields, HttpContext.Device());

    /// <summary>After reauthentication, shows the form as the user sent it.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (
            HttpMethods.IsGet(Request.Method)
            && TempData.Peek(TypedKey) is string view
            && JsonSerializer.Deserialize<Typed>(view) is { } typed
            && typed.Path == Request.Path.Value
        )
        {
            TempData.Remove(TypedKey);
            Form = Form.From(typed.Values);
        }
    }

    /// <summary>
    /// The browser stores the typed values of a form under a key that it sends along, until the next page confirms that the form
    /// was accepted.
    /// </summary>
    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        if (
            !refused
            && context.Exception is null
            && context.Result is not IStatusCodeActionResult { StatusCode: >= 400 }
            && Request.HasFormContentType
            && Request.Form[KeptField].ToString() is { Length: > 0 and <= LongestName } form
        )
            TempData[AcceptedKey] = form;
    }

    /// <summary>
    /// Returns the same page with the errors. Redirects to reauthentication first when the refusal requires it.
    /// </summary>
    protected IActionResult Again(Refusal refusal)
    {
        refused = true;
        if (refusal.Code == Reauthentication.SignInAgain.Code)
            return Reauthenticate();
        Form = Form.From(Request, refusal.Errors);
        Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } seconds)
            Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Page();
    }

    /// <summary>Redirects to sign-in; nothing was done.</summary>
    protected RedirectResult SignIn(string returnUrl)
    {
        refused = true;
        return Redirect("/login?returnUrl=" + Uri.EscapeDataString(returnUrl));
    }

    private RedirectResult Reauthenticate()
    {
        TempData[TypedKey] = JsonSerializer.Serialize(new Typed(Request.Path.Value!, Form.Typed(Request)));
        return Redirect("/reauthenticate?returnUrl=" + Uri.EscapeDataString(Request.PageAddress()));
    }

    private sealed record Typed(string Path, Dictionary<string, string> Values);

    /// <summary>Shown on the next page.</summary>
    protected void Notice(string text) => TempData[NoticeKey] = text;

    /// <summary>Returns the key of the form that the previous page accepted, once.</summary>
    public static string? TakeAccepted(Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) =>
        data[AcceptedKey] as string;

    /// <summary>Returns the notice of the previous page, once.</summary>
    public static string? TakeNotice(Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) =>
        data[NoticeKey] as string;
}
