using System.Collections.Concurrent;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Moderation;

namespace Foyer.Server.Commands;

/// <summary>All slash commands (contract section 8). Every door hands what was typed to <see cref="RunAsync"/>.</summary>
public sealed class CommandTable
{
    private const int Remembered = 1000;

    private readonly ConcurrentDictionary<string, CommandMemory> memories = new(StringComparer.Ordinal);
    private readonly Spending spending;
    private readonly Trail trail;
    private readonly SortedDictionary<string, Command> commands = new(StringComparer.Ordinal);

    public CommandTable(IEnumerable<CommandRows> subjects, Spending spending, Trail trail)
    {
        this.spending = spending;
        this.trail = trail;
        foreach (var command in subjects.SelectMany(subject => subject.Rows))
            commands.Add(command.Name, command);
        commands.Add("help", new Command("help", "/help", "Lists the commands you may use.", null, HelpAsync));
    }

    /// <summary>Those the person may use, by name.</summary>
    public IReadOnlyList<Command> For(Caller caller) => [.. commands.Values.Where(command => May(caller, command))];

    /// <summary>What a door without connections remembers for a session.</summary>
    public CommandMemory MemoryOf(Caller caller)
    {
        if (memories.Count >= Remembered)
            memories.Clear();
        return memories.GetOrAdd(caller.Session, _ => new CommandMemory());
    }

    /// <summary>Runs what was typed behind the slash. It is never posted, whatever comes of it.</summary>
    /// <param name="chat">The room it was typed in; 0 for none.</param>
    public async Task<Outcome<CommandResult>> RunAsync(
        Caller caller,
        long chat,
        string typed,
        CommandMemory memory,
        CancellationToken cancel
    )
    {
        if (spending.Take(caller) is { } throttled)
            return throttled;
        var words = new CommandWords(typed);
        var name = words.Word()?.ToLowerInvariant() ?? "";
        if (!commands.TryGetValue(name, out var command))
            return Refusal.Of(400, "unknown_command", $"There is no command /{name}. /help lists the commands.");
        if (!May(caller, command))
            return await RefuseAsync(caller, command, words, cancel);
        var ask = new Ask(caller, command, chat, words, memory);
        return (await command.RunAsync(ask, cancel)).Refused(out var refusal, out var said)
            ? refusal
            : new CommandResult(command.Name, said.Text, said.Chat, said.Page);
    }

    private static bool May(Caller caller, Command command) => Rank.Of(caller.Role) >= Rank.Of(command.Least);

    private async Task<Outcome<CommandResult>> RefuseAsync(
        Caller caller,
        Command command,
        CommandWords words,
        CancellationToken cancel
    )
    {
        await trail.RefusedAsync(
            new Deed(new Actor(caller), command.Name, words.Name()),
            Refusal.PermissionDenied,
            cancel
        );
        return Refusal.PermissionDenied;
    }

    private Task<Outcome<Said>> HelpAsync(Ask ask, CancellationToken cancel)
    {
        var lines = For(ask.Caller).Select(command => $"{command.Usage} — {command.Meaning}");
        return Task.FromResult<Outcome<Said>>(new Said(string.Join("\n", lines)));
    }
}
