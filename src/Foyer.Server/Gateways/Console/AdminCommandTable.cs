namespace Foyer.Server.Gateways.Console;

/// <summary>The commands of the local console: one row per command, with its usage line.</summary>
public sealed class AdminCommandTable(IEnumerable<AdminCommandGroup> subjects)
{
    private readonly Dictionary<string, AdminCommand> table = subjects
        .SelectMany(subject => subject.Rows)
        .ToDictionary(command => command.Name, StringComparer.Ordinal);

    /// <summary>Runs a command and returns its exit code: 2 when the command is unknown or its arguments are invalid.</summary>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancel)
    {
        if (args is [var name, .. var rest] && table.TryGetValue(name, out var command))
        {
            var exit = await command.RunAsync(rest, output, cancel);
            if (exit == AdminCommandGroup.Misused)
                await output.WriteLineAsync($"Usage: bin/admin {command.Usage}");
            return exit;
        }
        await output.WriteLineAsync("Commands:");
        foreach (var known in table.Values)
            await output.WriteLineAsync($"  {known.Usage}");
        return AdminCommandGroup.Misused;
    }
}
