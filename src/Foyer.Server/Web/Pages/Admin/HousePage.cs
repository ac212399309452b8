using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>A page of those who keep order. To whom its section is not open, it does not exist.</summary>
public abstract class HousePage : FormPage
{
    protected const int PageSize = 50;

    /// <summary>Where in the house this page is.</summary>
    public abstract HouseSection Section { get; }

    /// <summary>Where the next page of the list begins; null at the end.</summary>
    public long? Next { get; protected set; }

    public string? Role => Caller.Role;

    public bool IsAdmin => Rank.IsAdmin(Role);

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

    /// <summary>Words of a reason, or null where none are given that can be taken.</summary>
    protected static string? Reason(string? typed, FoyerSettings settings) =>
        string.IsNullOrWhiteSpace(typed)
        || TextRules.Check(typed, settings.Limits.Reason, 1, lines: false, out var text) is not null
            ? null
            : text;

    /// <summary>One page of what was read one longer than a page.</summary>
    protected List<T> Cut<T>(List<T> found, Func<T, long> id)
    {
        Next = found.Count > PageSize ? id(found[PageSize - 1]) : null;
        return [.. found.Take(PageSize)];
    }
}
