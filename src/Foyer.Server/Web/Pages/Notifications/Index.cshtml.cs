using Foyer.Server.Accounts;
using Foyer.Server.Notifications;
using Foyer.Server.People;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Notifications;

/// <summary>The inbox: notifications, the newest first, with buttons for open requests.</summary>
public sealed class IndexModel(Inbox inbox, PendingInvitations invitations, Profiles people) : FormPage
{
    private const int PageSize = 30;

    public IReadOnlyList<Notification> Unread { get; private set; } = [];

    public IReadOnlyList<Notification> Read { get; private set; } = [];

    /// <summary>The beginning of the next page; null at the end.</summary>
    public long? Next { get; private set; }

    /// <summary>True for a page further back, which does not change by itself.</summary>
    public bool IsFurther { get; private set; }

    public long Newest { get; private set; }

    public OwnAccount Me { get; private set; } = null!;

    private HashSet<long> open = [];

    /// <summary>Returns true while the notification awaits a decision.</summary>
    public bool IsOpen(Notification one) => open.Contains(one.Id);

    public async Task OnGetAsync(long? before, CancellationToken cancel)
    {
        IsFurther = before is not null;
        Me = await people.MeAsync(Caller, cancel);
        var found = await inbox.ListAsync(Caller, before, PageSize + 1, cancel);
        (var page, Next) = Paged.Cut(found, PageSize, one => one.Id);
        Newest = page.Count > 0 ? page[0].Id : 0;
        Unread = page.FindAll(one => !one.IsRead);
        Read = page.FindAll(one => one.IsRead);
        open = await invitations.AmongAsync(Caller, page, cancel);
    }

    public async Task<IActionResult> OnPostReadAsync(long upTo, CancellationToken cancel)
    {
        var outcome = await inbox.MarkReadAsync(Caller, upTo, cancel);
        return outcome.Refused(out var refusal) ? StatusCode(refusal.Status) : Redirect("/notifications");
    }
}
