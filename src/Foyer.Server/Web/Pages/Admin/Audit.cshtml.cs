using System.Globalization;
using Foyer.Server.Audit;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The audit log, including refusals, the latest entries first.</summary>
public sealed class AuditModel(AuditLog auditLog) : AdminPage
{
    public override AdminSection Section => AdminSection.Audit;

    public IReadOnlyList<AuditEntry> Lines { get; private set; } = [];

    /// <summary>All recorded actions, as choices of the filter.</summary>
    public IReadOnlyList<string> Actions { get; private set; } = [];

    public AuditFilter Filter { get; private set; } = AuditFilter.All;

    public async Task OnGetAsync(
        string? by,
        string? did,
        string? subject,
        string? result,
        long? from,
        CancellationToken cancel
    )
    {
        Filter = AuditFilter.From(by, did, subject, result);
        Lines = Cut(await auditLog.ListAsync(Filter, from, PageSize + 1, cancel), line => line.Id);
        Actions = await auditLog.ListActionsAsync(cancel);
    }

    /// <summary>The same question, from further back.</summary>
    public string Further(long from) =>
        "/admin/audit"
        + new QueryBuilder(Request.Query.Where(one => one.Key != "from"))
        {
            { "from", from.ToString(CultureInfo.InvariantCulture) },
        };
}
