using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;

namespace Foyer.Server.Commands;

/// <summary>Keeping order (S002-09…13). The verbs check rights again by what the database says.</summary>
public sealed class ModerationCommands(UserArgument user, Barring barring, Shutdown shutdown, FoyerSettings settings)
    : CommandRows
{
    public override IEnumerable<Command> Rows =>
        [
            new("kick", "/kick NAME SECONDS [reason]", "Keeps somebody out for a while.", "moderator", KickAsync),
            new("ban", "/ban NAME [reason]", "Keeps somebody out for good.", "admin", BanAsync),
            new("unban", "/unban NAME", "Lets somebody in again.", "admin", UnbanAsync),
            new(
                "kill",
                "/kill [SECONDS] | /kill abort",
                "Shuts the server down after a countdown.",
                "owner",
                KillAsync
            ),
        ];

    private async Task<Outcome<Said>> KickAsync(Ask ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (ask.Words.Number() is not (>= 1 and <= Barring.LongestKick and var seconds))
            return ask.Misused;
        if (Reason(ask).Refused(out var wrong, out var reason))
            return wrong;
        return (await barring.KickAsync(new Actor(ask.Caller), name, seconds, reason.Text, cancel)).Refused(out refusal)
            ? refusal
            : new Said(string.Create(CultureInfo.InvariantCulture, $"{name} is out for {seconds} s."));
    }

    private async Task<Outcome<Said>> BanAsync(Ask ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (Reason(ask).Refused(out var wrong, out var reason))
            return wrong;
        return (await barring.BanAsync(new Actor(ask.Caller), name, reason.Text, cancel)).Refused(out refusal)
            ? refusal
            : new Said($"{name} is banned.");
    }

    private async Task<Outcome<Said>> UnbanAsync(Ask ask, CancellationToken cancel)
    {
        if ((await user.ReadAsync(ask, cancel)).Refused(out var refusal, out var name))
            return refusal;
        if (!ask.Words.IsEmpty)
            return ask.Misused;
        return (await barring.UnbanAsync(new Actor(ask.Caller), name, cancel)).Refused(out refusal)
            ? refusal
            : new Said($"{name} may come back.");
    }

    private async Task<Outcome<Said>> KillAsync(Ask ask, CancellationToken cancel)
    {
        var actor = new Actor(ask.Caller);
        if (ask.Words.Rest == "abort")
            return (await shutdown.AbortAsync(actor, cancel)).Refused(out var denied)
                ? denied
                : new Said("The shutdown is called off.");
        var seconds = ask.Words.IsEmpty ? (long?)null : ask.Words.Number() ?? -1;
        if (seconds is < 0 or > Shutdown.Longest || !ask.Words.IsEmpty)
            return ask.Misused;
        return (await shutdown.BeginAsync(actor, (int?)seconds, cancel)).Refused(out var refusal, out var left)
            ? refusal
            : new Said(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The server shuts down in {left} s. /kill abort calls it off."
                )
            );
    }

    private sealed record Given(string? Text);

    private Outcome<Given> Reason(Ask ask)
    {
        if (ask.Words.Text() is not { } text)
            return new Given(null);
        return TextRules.Check(text, settings.Limits.Reason, 1, lines: false, out var reason) is { } error
            ? Refusal.Of(400, error.Code, error.Detail, "reason")
            : new Given(reason);
    }
}
