using System.Globalization;
using Foyer.Server.Moderation;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>Who did what to whom, refusals too, the latest first.</summary>
public sealed class AuditModel(Trail trail) : HousePage
{
    public override HouseSection Section => HouseSection.Audit;

    public IReadOnlyList<TrailLine> Lines { get; private set; } = [];

    /// <summary>What was ever done, to choose from.</summary>
    public IReadOnlyList<string> Actions { get; private set; } = [];

    public TrailFilter Filter { get; private set; } = TrailFilter.All;

    public async Task OnGetAsync(
        string? by,
        string? did,
        string? subject,
        string? result,
        long? from,
        CancellationToken cancel
    )
    {
        Filter = TrailFilter.Of(by, did, subject, result);
        Lines = Cut(await trail.ReadAsync(Filter, from, PageSize + 1, cancel), line => line.Id);
        Actions = await trail.ActionsAsync(cancel);
    }

    /// <summary>The same question, from further back.</summary>
    public string Further(long from) =>
        "/admin/audit"
        + new QueryBuilder(Request.Query.Where(one => one.Key != "from"))
        {
            { "from", from.ToString(CultureInfo.InvariantCulture) },
        };
}
