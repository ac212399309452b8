using Foyer.Protocol;
using Foyer.Server.Moderation;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Console;

/// <summary>Lists accounts and sessions, and creates reset links for users who forgot their password.</summary>
public sealed class UserAdminCommands(UserDirectory roll, AccountRecovery recovery) : AdminCommandGroup
{
    public override IEnumerable<AdminCommand> Rows =>
        [
            new("users", "users", UsersAsync),
            new("sessions", "sessions", SessionsAsync),
            new("reset-password", "reset-password NAME", ResetAsync),
            new("clear-two-factor", "clear-two-factor NAME", ClearTwoFactorAsync),
        ];

    private async Task<int> UsersAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args.Length > 0)
            return Misused;
        await foreach (var line in roll.ListAllAsync(cancel))
            await output.WriteLineAsync(
                $"{line.Id}\t{PlainText.Encode(line.Username)}\t{line.Role.ToText() ?? "-"}\t{line.State.ToText()}\t{Instants.ToText(line.CreatedAt)}"
            );
        return Done;
    }

    private async Task<int> SessionsAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args.Length > 0)
            return Misused;
        foreach (var line in await roll.ListSessionsAsync(cancel))
            await output.WriteLineAsync(
                $"{line.Id}\t{PlainText.Encode(line.Username)}\t{PlainText.Encode(line.Address)}\t{PlainText.Encode(line.Agent)}\t{Instants.ToText(line.UsedAt)}"
            );
        return Done;
    }

    private async Task<int> ResetAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name]
            ? await RunAsync(output, await recovery.MakeResetLinkAsync(null, name, cancel), link => link)
            : Misused;

    private async Task<int> ClearTwoFactorAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name]
            ? await RunAsync(
                output,
                await recovery.ClearTwoFactorAsync(null, name, cancel),
                _ => $"Two-factor sign-in is off for {name}."
            )
            : Misused;
}
