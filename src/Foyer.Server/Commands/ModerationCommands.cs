using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;

namespace Foyer.Server.Commands;

/// <summary>Moderation commands. The methods they call check the rights again against the database.</summary>
public sealed class ModerationCommands(UserArgument user, Bans barring, Shutdown shutdown, FoyerSettings settings)
    : CommandGroup
{
    public override IEnumerable<Command> Rows =>
        [
            new(
                "kick",
                "/kick NAME SECONDS [reason]",
                "Keeps somebody out for a while.",
                ServerRole.Moderator,
                KickAsync
            ),
            new("ban", "/ban NAME [reason]", "Keeps somebody out for good.", ServerRole.Admin, BanAsync),
            new("unban", "/unban NAME", "Lets somebody in again.", ServerRole.Admin, UnbanAsync),
            new(
                "kill",
                "/kill [SECONDS] | /kill abort",
                "Shuts the server down after a countdown.",
                ServerRole.Owner,
                KillAsync
            ),
        ];

    private async Task<Outcome<CommandReply>> KickAsync(CommandContext ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (ask.Arguments.Number() is not (>= 1 and <= Bans.MaxKickSeconds and var seconds))
            return ask.UsageError;
        if (Reason(ask).Refused(out var wrong, out var reason))
            return wrong;
        return (await barring.KickAsync(new Actor(ask.Caller), name, seconds, reason.Text, cancel)).Refused(out refusal)
            ? refusal
            : new CommandReply(string.Create(CultureInfo.InvariantCulture, $"{name} is out for {seconds} s."));
    }

    private async Task<Outcome<CommandReply>> BanAsync(CommandContext ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (Reason(ask).Refused(out var wrong, out var reason))
            return wrong;
        return (await barring.BanAsync(new Actor(ask.Caller), name, reason.Text, cancel)).Refused(out refusal)
            ? refusal
            : new CommandReply($"{name} is banned.");
    }

    private async Task<Outcome<CommandReply>> UnbanAsync(CommandContext ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (!ask.Arguments.IsEmpty)
            return ask.UsageError;
        return (await barring.UnbanAsync(new Actor(ask.Caller), name, cancel)).Refused(out refusal)
            ? refusal
            : new CommandReply($"{name} may come back.");
    }

    private async Task<Outcome<CommandReply>> KillAsync(CommandContext ask, CancellationToken cancel)
    {
        var actor = new Actor(ask.Caller);
        if (ask.Arguments.Rest == "abort")
            return (await shutdown.AbortAsync(actor, cancel)).Refused(out var denied)
                ? denied
                : new CommandReply("The shutdown is called off.");
        var seconds = ask.Arguments.IsEmpty ? (long?)null : ask.Arguments.Number() ?? -1;
        if (seconds is < 0 or > Shutdown.MaxSeconds || !ask.Arguments.IsEmpty)
            return ask.UsageError;
        return (await shutdown.BeginAsync(actor, (int?)seconds, cancel)).Refused(out var refusal, out var left)
            ? refusal
            : new CommandReply(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The server shuts down in {left} s. /kill abort calls it off."
                )
            );
    }

    private sealed record Given(string? Text);

    private Outcome<Given> Reason(CommandContext ask)
    {
        if (ask.Arguments.Text() is not { } text)
            return new Given(null);
        return TextRules.Check(text, settings.Limits.Reason, 1, lines: false, out var reason) is { } error
            ? Refusal.Of(400, error.Code, error.Detail, "reason")
            : new Given(reason);
    }
}
