using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Console;

/// <summary>Moderation, and the assignment of server roles from the console, which has all rights.</summary>
public sealed class ModerationAdminCommands(Bans barring, RoleGrants granting, Shutdown shutdown) : AdminCommandGroup
{
    // The result for invalid arguments.
    private static readonly Task<Outcome<string>?> Nonsense = Task.FromResult<Outcome<string>?>(null);

    public override IEnumerable<AdminCommand> Rows =>
        [
            Row(
                "kick",
                "kick NAME SECONDS",
                (args, cancel) =>
                    args is [var name, var text] && Number(text, 1, Bans.MaxKickSeconds) is { } seconds
                        ? Said(
                            barring.KickAsync(Actor.Console, name, seconds, null, cancel),
                            $"{name} is out for {text} s."
                        )
                        : Nonsense
            ),
            OnSomebody(
                "ban",
                name => $"{name} is banned.",
                (name, cancel) => barring.BanAsync(Actor.Console, name, null, cancel)
            ),
            OnSomebody(
                "unban",
                name => $"{name} may come back.",
                (name, cancel) => barring.UnbanAsync(Actor.Console, name, cancel)
            ),
            Row("kill", "kill [SECONDS] | kill --abort", Kill),
            Row(
                "grant",
                "grant NAME owner|admin|moderator",
                (args, cancel) =>
                    args is [var name, var text] && EnumText.TryParse<ServerRole>(text) is { } role
                        ? Said(granting.GrantAsync(Actor.Console, name, role, cancel), $"{name} is {text} now.")
                        : Nonsense
            ),
            OnSomebody(
                "revoke",
                name => $"{name} has no role of the server any more.",
                (name, cancel) => granting.RevokeAsync(Actor.Console, name, cancel)
            ),
        ];

    private Task<Outcome<string>?> Kill(string[] args, CancellationToken cancel) =>
        args switch
        {
            ["--abort"] => Said(shutdown.AbortAsync(Actor.Console, cancel), "The shutdown is called off."),
            [] => CountDownAsync(null, cancel),
            [var text] when Number(text, 0, Shutdown.MaxSeconds) is { } seconds => CountDownAsync((int)seconds, cancel),
            _ => Nonsense,
        };

    private async Task<Outcome<string>?> CountDownAsync(int? seconds, CancellationToken cancel) =>
        (await shutdown.BeginAsync(Actor.Console, seconds, cancel)).Refused(out var refusal, out var left)
            ? refusal
            : string.Create(CultureInfo.InvariantCulture, $"The server shuts down in {left} s.");

    private static AdminCommand OnSomebody(
        string command,
        Func<string, string> sentence,
        Func<string, CancellationToken, Task<Outcome<Done>>> verb
    ) =>
        Row(
            command,
            $"{command} NAME",
            (args, cancel) => args is [var name] ? Said(verb(name, cancel), sentence(name)) : Nonsense
        );

    /// <param name="run">Returns the sentence to print; null when the arguments are invalid.</param>
    private static AdminCommand Row(
        string command,
        string usage,
        Func<string[], CancellationToken, Task<Outcome<string>?>> run
    ) =>
        new(
            command,
            usage,
            async (args, output, cancel) =>
                await run(args, cancel) is { } done ? await RunAsync(output, done, text => text) : Misused
        );

    private static async Task<Outcome<string>?> Said(Task<Outcome<Done>> verb, string sentence) =>
        (await verb).Refused(out var refusal) ? refusal : sentence;

    private static long? Number(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : null;
}
