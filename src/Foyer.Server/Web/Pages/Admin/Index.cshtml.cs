using Foyer.Protocol;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The server's health, the accounts, and admin actions on both.</summary>
public sealed class IndexModel(
    UserDirectory roll,
    Bans barring,
    Shutdown shutdown,
    HealthMonitor health,
    Writer writer,
    Database database,
    DataFolder folder,
    FoyerSettings settings
) : AdminPage
{
    private const long UsualKick = 600;

    public override AdminSection Section => AdminSection.Users;

    public string? Search { get; private set; }

    public IReadOnlyList<UserSummary> Users { get; private set; } = [];

    public ServerHealth Health { get; private set; } = null!;

    private Actor By => new(Caller);

    public Task OnGetAsync(string? search, long from, CancellationToken cancel) => ReadAsync(search, from, cancel);

    public Task<IActionResult> OnPostKickAsync(
        string username,
        long? seconds,
        string? returnUrl,
        CancellationToken cancel
    ) =>
        DoneAsync(
            seconds is null or (>= 1 and <= Bans.MaxKickSeconds)
                ? WithReasonAsync(
                    "reason",
                    settings,
                    reason => barring.KickAsync(By, username, seconds ?? UsualKick, reason, cancel)
                )
                : Task.FromResult<Outcome<Done>>(
                    Refusal.Invalid("seconds", $"Enter 1 to {Bans.MaxKickSeconds} seconds.")
                ),
            $"{username} is out for {seconds ?? UsualKick} s.",
            returnUrl,
            cancel,
            username
        );

    public Task<IActionResult> OnPostBanAsync(string username, string? returnUrl, CancellationToken cancel) =>
        DoneAsync(
            WithReasonAsync("reason", settings, reason => barring.BanAsync(By, username, reason, cancel)),
            $"{username} is banned.",
            returnUrl,
            cancel,
            username
        );

    public Task<IActionResult> OnPostUnbanAsync(string username, string? returnUrl, CancellationToken cancel) =>
        DoneAsync(barring.UnbanAsync(By, username, cancel), $"{username} may come back.", returnUrl, cancel);

    public Task<IActionResult> OnPostKillAsync(int? seconds, CancellationToken cancel) =>
        DoneAsync(
            seconds is null or (>= 0 and <= Shutdown.MaxSeconds)
                ? shutdown.BeginAsync(By, seconds, cancel)
                : Task.FromResult<Outcome<int>>(
                    Refusal.Invalid("seconds", $"Enter 0 to {Shutdown.MaxSeconds} seconds.")
                ),
            "The server shuts down soon. Everybody is told.",
            null,
            cancel
        );

    public Task<IActionResult> OnPostAbortAsync(CancellationToken cancel) =>
        DoneAsync(shutdown.AbortAsync(By, cancel), "The shutdown is called off.", null, cancel);

    private async Task<IActionResult> DoneAsync<T>(
        Task<Outcome<T>> verb,
        string words,
        string? returnUrl,
        CancellationToken cancel,
        string? username = null
    )
    {
        if ((await verb).Refused(out var refusal))
        {
            await ReadAsync(username, 0, cancel);
            return Again(refusal);
        }
        Notice(words);
        return Redirect(string.IsNullOrEmpty(returnUrl) ? Section.Path : ReturnPath.Local(returnUrl));
    }

    private async Task ReadAsync(string? search, long from, CancellationToken cancel)
    {
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        Users = Cut(await roll.ListAsync(Search, from, PageSize + 1, cancel), line => line.Id);
        Health = await ServerHealth.ReadAsync(health, writer, database, folder, settings, cancel);
    }
}
