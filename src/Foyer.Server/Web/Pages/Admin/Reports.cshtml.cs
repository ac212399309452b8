using Foyer.Protocol;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The queue of reported messages; reporters are notified of the decision.</summary>
public sealed class ReportsModel(Reports reporting, FoyerSettings settings) : AdminPage
{
    public override AdminSection Section => AdminSection.Reports;

    public IReadOnlyList<(Report Report, Message Message)> Reports { get; private set; } = [];

    /// <summary>Null for all.</summary>
    public ReportStatus? Status { get; private set; }

    public Task OnGetAsync(string? status, long? from, CancellationToken cancel) => ReadAsync(status, from, cancel);

    public async Task<IActionResult> OnPostCloseAsync(long id, string status, CancellationToken cancel)
    {
        var wanted = EnumText.TryParse<ReportStatus>(status);
        var outcome = wanted is { } decided
            ? await WithReasonAsync(
                "note",
                settings,
                note => reporting.CloseAsync(new Actor(Caller), id, decided, note, cancel)
            )
            : Refusal.NotFound;
        if (!outcome.Refused(out var refusal))
        {
            Notice(
                wanted == ReportStatus.Open
                    ? "The report is open again."
                    : "The report is closed, and who reported is told."
            );
            return Redirect(Section.Path);
        }
        await ReadAsync(null, null, cancel);
        return Again(refusal);
    }

    private async Task ReadAsync(string? status, long? from, CancellationToken cancel)
    {
        Status = status == "all" ? null : EnumText.TryParse<ReportStatus>(status ?? "") ?? ReportStatus.Open;
        var found = await reporting.ListAsync(Caller, Status, from, PageSize + 1, cancel);
        Reports = Cut(found.Refused(out _, out var reports) ? [] : reports, one => one.Report.Id);
    }
}
