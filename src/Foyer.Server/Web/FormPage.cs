using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web;

/// <summary>A page with a form. Its handlers call the same verbs as the REST endpoints; a refusal shows the form again.</summary>
public abstract class FormPage : PageModel
{
    private const string NoticeKey = "notice";
    private const string AcceptedKey = "accepted";
    private const int LongestName = 200;

    public Form Form { get; private set; } = Form.Empty;

    /// <summary>Who is signed in; pages that show themselves to visitors look whether it is null first.</summary>
    protected Caller Caller => HttpContext.Caller()!;

    protected Fields Fields() => Form.Fields(Request);

    /// <summary>The same page with what was wrong.</summary>
    protected IActionResult Again(Refusal refusal)
    {
        Form = Form.Of(Request, refusal.Errors);
        Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } seconds)
            Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Page();
    }

    /// <summary>Shown on the next page.</summary>
    protected void Notice(string words) => TempData[NoticeKey] = words;

    /// <summary>
    /// The browser need not keep what was typed into the form any more: the next page says so. Only a form that the browser keeps
    /// has a name.
    /// </summary>
    protected void Accepted()
    {
        if (Request.Form["kept_form"].ToString() is { Length: > 0 and <= LongestName } form)
            TempData[AcceptedKey] = form;
    }

    /// <summary>The form that was accepted on the page before, once.</summary>
    public static string? TakeAccepted(Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) =>
        data[AcceptedKey] as string;

    /// <summary>What the page before wanted said, once.</summary>
    public static string? TakeNotice(Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary data) =>
        data[NoticeKey] as string;
}
