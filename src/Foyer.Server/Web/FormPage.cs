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

/// <summary>A page with a form. Its handlers call the same verbs as the REST endpoints; a refusal shows the form again.</summary>
public abstract class FormPage : PageModel
{
    private const string NoticeKey = "notice";
    private const string AcceptedKey = "accepted";
    private const string KeptField = "__kept_form";
    private const int LongestName = 500;
    private const string TypedKey = "typed";
    private bool refused;

    public Form Form { get; private set; } = Form.Empty;

    /// <summary>Who is signed in; pages that show themselves to visitors look whether it is null first.</summary>
    protected Caller Caller => HttpContext.Caller()!;

    protected Fields Fields() => Form.Fields(Request);

    /// <summary>What the signed-in person can prove with the form.</summary>
    protected Proof Proof() => Proof(Fields());

    protected Proof Proof(Fields fields) => new(Caller, fields, HttpContext.Device());

    /// <summary>Back from confirming who they are, the person finds the form as they sent it.</summary>
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
    /// The browser keeps what is typed into a form, under a name that it sends along, until the next page says that it was accepted.
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

    /// <summary>The same page with what was wrong. A session that is not fresh is confirmed first.</summary>
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

    /// <summary>Nothing was done: the person signs in first.</summary>
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

    /// <summary>The form that was accepted on the page before, once.</summary>
    public static string? TakeAccepted(Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) =>
        data[AcceptedKey] as string;

    /// <summary>What the page before wanted said, once.</summary>
    public static string? TakeNotice(Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) =>
        data[NoticeKey] as string;
}
