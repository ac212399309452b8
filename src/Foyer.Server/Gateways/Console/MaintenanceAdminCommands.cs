using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Console;

/// <summary>Maintenance: prints the settings, checks the data, creates a backup.</summary>
public sealed class MaintenanceAdminCommands(FoyerSettings settings, Database database, Backup backup)
    : AdminCommandGroup
{
    public override IEnumerable<AdminCommand> Rows =>
        [
            new("settings", "settings", SettingsAsync),
            new("check", "check", CheckAsync),
            new("backup", "backup FILE", BackUpAsync),
            // Only in the list for its usage line; the command works only while no server runs.
            new("restore", "restore FILE", (args, output, _) => RefuseRestoreAsync(args, output)),
        ];

    private async Task<int> SettingsAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args.Length > 0)
            return Misused;
        foreach (var line in SettingsList.List(settings))
            await output.WriteLineAsync(
                PlainText.Encode($"{line.Name} = {line.Value} (default {line.Default}): {line.Meaning}")
            );
        return Done;
    }

    private async Task<int> CheckAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args.Length > 0)
            return Misused;
        var faults = await Task.Run(database.FindFaults, cancel);
        foreach (var fault in faults)
            await output.WriteLineAsync(PlainText.Encode(fault));
        if (faults.Count > 0)
            return Refused;
        await Task.Run(database.TidyLog, cancel);
        await output.WriteLineAsync("The data are sound.");
        return Done;
    }

    private async Task<int> BackUpAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args is not [var file])
            return Misused;
        if (File.Exists(file))
        {
            await output.WriteLineAsync(PlainText.Encode($"{file} is there already."));
            return Refused;
        }
        try
        {
            await backup.WriteAsync(file, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            await output.WriteLineAsync(PlainText.Encode($"The backup could not be written. {fault.Message}"));
            return Refused;
        }
        await output.WriteLineAsync(PlainText.Encode($"Backed up to {file}."));
        return Done;
    }

    private static async Task<int> RefuseRestoreAsync(string[] args, TextWriter output)
    {
        if (args.Length != 1)
            return Misused;
        await output.WriteLineAsync("A server runs on this data folder. Stop it first.");
        return Refused;
    }
}
