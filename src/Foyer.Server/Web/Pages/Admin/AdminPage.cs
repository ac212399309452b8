using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>A page for moderators or admins. For users without access to its section, it does not exist.</summary>
public abstract class AdminPage : FormPage
{
    protected const int PageSize = 50;

    /// <summary>The section of this page.</summary>
    public abstract AdminSection Section { get; }

    /// <summary>The beginning of the next page of the list; null at the end.</summary>
    public long? Next { get; protected set; }

    public ServerRole? Role => Caller.Role;

    public bool IsAdmin => Role.IsAdmin();

    public bool IsOwner => Role == ServerRole.Owner;

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

    /// <summary>Returns the typed value of a field in a list's row, when that row's form was refused.</summary>
    /// <param name="key">The field that identifies the row.</param>
    public string? Typed(string key, string row, string field) => Form.Value(key) == row ? Form.Value(field) : null;

    /// <summary>Returns one page of rows, of which one more than a page was read.</summary>
    protected List<T> Cut<T>(List<T> found, Func<T, long> id)
    {
        (var rows, Next) = Paged.Cut(found, PageSize, id);
        return rows;
    }
}
