using Foyer.Protocol;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The queue of reported messages; reporters are notified of the decision.</summary>
public sealed class ReportsModel(Reports reporting, FoyerSettings settings) : AdminPage
{
    public override AdminSection Section => AdminSection.Reports;

    public IReadOnlyList<(Report Report, Message Message)> Reports { get; private set; } = [];

    /// <summary>open, resolved, dismissed; null for all.</summary>
    public string? Status { get; private set; }

    public Task OnGetAsync(string? status, long? from, CancellationToken cancel) => ReadAsync(status, from, cancel);

    public async Task<IActionResult> OnPostCloseAsync(long id, string status, CancellationToken cancel)
    {
        var outcome = status is "resolved" or "dismissed" or "open"
            ? await WithReasonAsync(
                "note",
                settings,
                note => reporting.CloseAsync(new Actor(Caller), id, status, note, cancel)
            )
            : Refusal.NotFound;
        if (!outcome.Refused(out var refusal))
        {
            Notice(status == "open" ? "The report is open again." : "The report is closed, and who reported is told.");
            return Redirect(Section.Path);
        }
        await ReadAsync(null, null, cancel);
        return Again(refusal);
    }

    private async Task ReadAsync(string? status, long? from, CancellationToken cancel)
    {
        Status = status switch
        {
            "resolved" or "dismissed" => status,
            "all" => null,
            _ => "open",
        };
        var found = await reporting.ListAsync(Caller, Status, from, PageSize + 1, cancel);
        Reports = Cut(found.Refused(out _, out var reports) ? [] : reports, one => one.Report.Id);
    }
}
