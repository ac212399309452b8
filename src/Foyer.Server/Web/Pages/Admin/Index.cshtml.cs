using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Messages;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The house for those who keep order; each role sees what it may do. To everybody else it does not exist.</summary>
public sealed class IndexModel(
    Roll roll,
    Reporting reporting,
    Trail trail,
    Barring barring,
    Shutdown shutdown,
    RoomCount rooms,
    FoyerSettings settings
) : FormPage
{
    private const int PageSize = 50;
    private const long UsualKick = 600;

    public string Section { get; private set; } = "users";

    public string? Search { get; private set; }

    public IReadOnlyList<RollLine> Users { get; private set; } = [];

    public IReadOnlyList<(Report Report, Message Message)> Reports { get; private set; } = [];

    public IReadOnlyList<TrailLine> Lines { get; private set; } = [];

    public IReadOnlyList<RoomCountLine> Rooms { get; private set; } = [];

    /// <summary>Where the next page begins; null at the end.</summary>
    public long? Next { get; private set; }

    public bool IsAdmin => Rank.IsAdmin(Caller.Role);

    public bool IsOwner => Caller.Role == "owner";

    public bool MayTouch(RollLine line) => Rank.Of(line.Role) < Rank.Of(Caller.Role);

    public async Task<IActionResult> OnGetAsync(
        string? section,
        string? search,
        long? from,
        CancellationToken cancel
    ) => await ReadAsync(section, search, from, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostKickAsync(
        string username,
        long? seconds,
        string? reason,
        CancellationToken cancel
    ) =>
        DoneAsync(
            seconds is null or (>= 1 and <= Barring.LongestKick)
                ? barring.KickAsync(new Actor(Caller), username, seconds ?? UsualKick, Reason(reason), cancel)
                : Task.FromResult<Outcome<Done>>(
                    Refusal.Invalid("seconds", $"Enter 1 to {Barring.LongestKick} seconds.")
                ),
            $"{username} is out for {seconds ?? UsualKick} s.",
            "users",
            cancel
        );

    public Task<IActionResult> OnPostBanAsync(string username, string? reason, CancellationToken cancel) =>
        DoneAsync(
            barring.BanAsync(new Actor(Caller), username, Reason(reason), cancel),
            $"{username} is banned.",
            "users",
            cancel
        );

    public Task<IActionResult> OnPostUnbanAsync(string username, CancellationToken cancel) =>
        DoneAsync(
            barring.UnbanAsync(new Actor(Caller), username, cancel),
            $"{username} may come back.",
            "users",
            cancel
        );

    public Task<IActionResult> OnPostCloseAsync(long id, string status, string? note, CancellationToken cancel) =>
        DoneAsync(
            status is "resolved" or "dismissed"
                ? reporting.CloseAsync(new Actor(Caller), id, status, Reason(note), cancel)
                : Task.FromResult<Outcome<(Report, Message)>>(Refusal.NotFound),
            "The report is closed.",
            "reports",
            cancel
        );

    public Task<IActionResult> OnPostKillAsync(CancellationToken cancel) =>
        DoneAsync(
            shutdown.BeginAsync(new Actor(Caller), null, cancel),
            "The server shuts down soon. Everybody is told.",
            "users",
            cancel
        );

    public Task<IActionResult> OnPostAbortAsync(CancellationToken cancel) =>
        DoneAsync(shutdown.AbortAsync(new Actor(Caller), cancel), "The shutdown is called off.", "users", cancel);

    private string? Reason(string? reason) =>
        string.IsNullOrWhiteSpace(reason)
        || TextRules.Check(reason, settings.Limits.Reason, 1, lines: false, out var text) is not null
            ? null
            : text;

    private async Task<IActionResult> DoneAsync<T>(
        Task<Outcome<T>> verb,
        string words,
        string section,
        CancellationToken cancel
    )
    {
        if ((await verb).Refused(out var refusal))
            return await ReadAsync(section, null, null, cancel) ? Again(refusal) : NotFound();
        Notice(words);
        return Redirect($"/admin?section={section}");
    }

    private async Task<bool> ReadAsync(string? section, string? search, long? from, CancellationToken cancel)
    {
        if (Rank.Of(Caller.Role) == 0)
            return false;
        Section = section is "reports" or "rooms" || (section is "audit" && IsAdmin) ? section : "users";
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        switch (Section)
        {
            case "reports":
                var found = await reporting.ListAsync(Caller, null, from, PageSize + 1, cancel);
                Reports = Cut(found.Refused(out _, out var reports) ? [] : reports, one => one.Report.Id);
                break;
            case "audit":
                Lines = Cut(await trail.ReadAsync(from, PageSize + 1, cancel), line => line.Id);
                break;
            case "rooms":
                Rooms = Cut(await rooms.ReadAsync(from ?? 0, PageSize + 1, cancel), line => line.Id);
                break;
            default:
                Users = Cut(await roll.ReadAsync(Search, from ?? 0, PageSize + 1, cancel), line => line.Id);
                break;
        }
        return true;
    }

    private List<T> Cut<T>(List<T> found, Func<T, long> id)
    {
        Next = found.Count > PageSize ? id(found[PageSize - 1]) : null;
        return [.. found.Take(PageSize)];
    }
}
