using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>A page of those who keep order. To whom its section is not open, it does not exist.</summary>
public abstract class AdminPage : FormPage
{
    protected const int PageSize = 50;

    /// <summary>Where in the house this page is.</summary>
    public abstract AdminSection Section { get; }

    /// <summary>Where the next page of the list begins; null at the end.</summary>
    public long? Next { get; protected set; }

    public string? Role => Caller.Role;

    public bool IsAdmin => Roles.IsAdmin(Role);

    public bool IsOwner => Role == "owner";

    public override Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (Section.IsOpenTo(Role))
            return base.OnPageHandlerExecutionAsync(context, next);
        context.Result = NotFound();
        return Task.CompletedTask;
    }

    /// <summary>Does something for an optional reason, unless the form has a reason that cannot be stored.</summary>
    protected Task<Outcome<T>> WithReasonAsync<T>(
        string field,
        FoyerSettings settings,
        Func<string?, Task<Outcome<T>>> verb
    )
    {
        var fields = Fields();
        var reason = fields.OptionalText(field, settings.Limits.Reason);
        return fields.Refusal is { } refusal ? Task.FromResult<Outcome<T>>(refusal) : verb(reason);
    }

    /// <summary>What was typed into the field of a list's row, when that row's form was refused.</summary>
    /// <param name="key">The field that tells the rows apart.</param>
    public string? Typed(string key, string row, string field) => Form.Value(key) == row ? Form.Value(field) : null;

    /// <summary>One page of what was read one longer than a page.</summary>
    protected List<T> Cut<T>(List<T> found, Func<T, long> id)
    {
        Next = found.Count > PageSize ? id(found[PageSize - 1]) : null;
        return [.. found.Take(PageSize)];
    }
}
