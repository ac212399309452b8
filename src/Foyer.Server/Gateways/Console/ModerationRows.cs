using System.Globalization;
using Foyer.Server.Moderation;

namespace Foyer.Server.Gateways.Console;

/// <summary>Keeping order, and giving the roles of the server, which nobody else can (C-14).</summary>
public sealed class ModerationRows(Barring barring, Granting granting, Shutdown shutdown) : AdminRows
{
    public override IEnumerable<AdminCommand> Rows =>
        [
            new("kick", "kick NAME SECONDS", KickAsync),
            new("ban", "ban NAME", BanAsync),
            new("unban", "unban NAME", UnbanAsync),
            new("kill", "kill [SECONDS] | kill --abort", KillAsync),
            new("grant", "grant NAME owner|admin|moderator", GrantAsync),
            new("revoke", "revoke NAME", RevokeAsync),
        ];

    private async Task<int> KickAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name, var text] && Number(text, 1, Barring.LongestKick) is { } seconds
            ? await TellAsync(
                output,
                await barring.KickAsync(Actor.Console, name, seconds, null, cancel),
                _ => $"{name} is out for {text} s."
            )
            : Misused;

    private async Task<int> BanAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name]
            ? await TellAsync(
                output,
                await barring.BanAsync(Actor.Console, name, null, cancel),
                _ => $"{name} is banned."
            )
            : Misused;

    private async Task<int> UnbanAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name]
            ? await TellAsync(
                output,
                await barring.UnbanAsync(Actor.Console, name, cancel),
                _ => $"{name} may come back."
            )
            : Misused;

    private async Task<int> KillAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args is ["--abort"])
            return await TellAsync(
                output,
                await shutdown.AbortAsync(Actor.Console, cancel),
                _ => "The shutdown is called off."
            );
        var seconds = args is [var text] ? (int?)Number(text, 0, Shutdown.Longest) : null;
        return args.Length == 0 || (args.Length == 1 && seconds is not null)
            ? await TellAsync(
                output,
                await shutdown.BeginAsync(Actor.Console, seconds, cancel),
                left => string.Create(CultureInfo.InvariantCulture, $"The server shuts down in {left} s.")
            )
            : Misused;
    }

    private async Task<int> GrantAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name, var role] && Granting.Roles.Contains(role)
            ? await TellAsync(
                output,
                await granting.GrantAsync(Actor.Console, name, role, cancel),
                _ => $"{name} is {role} now."
            )
            : Misused;

    private async Task<int> RevokeAsync(string[] args, TextWriter output, CancellationToken cancel) =>
        args is [var name]
            ? await TellAsync(
                output,
                await granting.RevokeAsync(Actor.Console, name, cancel),
                _ => $"{name} has no role of the server any more."
            )
            : Misused;

    private static long? Number(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : null;
}
