using System.Globalization;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Console;

/// <summary>Creates users and rooms for load tests.</summary>
public sealed class LoadTestAdminCommands(LoadTestPeople populating, FoyerSettings settings) : AdminCommandGroup
{
    public override IEnumerable<AdminCommand> Rows =>
        [new("populate", "populate --people N --rooms N --out FILE", PopulateAsync)];

    private async Task<int> PopulateAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (Number(args, "--people") is not { } people || Number(args, "--rooms") is not { } rooms)
            return Misused;
        if (!settings.Test.Populate)
        {
            await output.WriteLineAsync(
                "Populating is for load tests: start the server with --Foyer:Test:Populate=true."
            );
            return Refused;
        }
        foreach (var (token, chat) in await populating.PopulateAsync(people, rooms, cancel))
            await output.WriteLineAsync($"{token} {chat.ToString(CultureInfo.InvariantCulture)}");
        return Done;
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
