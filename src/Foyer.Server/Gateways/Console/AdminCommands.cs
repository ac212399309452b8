using System.Globalization;
using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Console;

/// <summary>What the local console can do: one row a command, with its usage line.</summary>
public sealed class AdminCommands
{
    private readonly Populating populating;
    private readonly FoyerSettings settings;
    private readonly Dictionary<
        string,
        (string Usage, Func<string[], TextWriter, CancellationToken, Task<int>> Run)
    > table;

    public AdminCommands(Populating populating, FoyerSettings settings)
    {
        this.populating = populating;
        this.settings = settings;
        table = new(StringComparer.Ordinal)
        {
            ["populate"] = ("populate --people N --rooms N --out FILE", PopulateAsync),
        };
    }

    /// <summary>Runs a command; 0 when it was done, 2 when it was not understood.</summary>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args is [var name, .. var rest] && table.TryGetValue(name, out var command))
        {
            var exit = await command.Run(rest, output, cancel);
            if (exit == Misused)
                await output.WriteLineAsync($"Usage: bin/admin {command.Usage}");
            return exit;
        }
        await output.WriteLineAsync("Commands:");
        foreach (var (usage, _) in table.Values)
            await output.WriteLineAsync($"  {usage}");
        return Misused;
    }

    private const int Misused = 2;

    private async Task<int> PopulateAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (Number(args, "--people") is not { } people || Number(args, "--rooms") is not { } rooms)
            return Misused;
        if (!settings.Test.Populate)
        {
            await output.WriteLineAsync(
                "Populating is for load tests: start the server with --Foyer:Test:Populate=true."
            );
            return 1;
        }
        foreach (var (token, chat) in await populating.PopulateAsync(people, rooms, cancel))
            await output.WriteLineAsync($"{token} {chat.ToString(CultureInfo.InvariantCulture)}");
        return 0;
    }

    private static int? Number(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return
            at >= 0
            && at + 1 < args.Length
            && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            ? number
            : null;
    }
}
