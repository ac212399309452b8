using System.Collections.Concurrent;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;

namespace Foyer.Server.Commands;

/// <summary>All slash commands. Every gateway passes typed commands to <see cref="RunAsync"/>.</summary>
public sealed class CommandTable
{
    private const int Remembered = 1000;

    private readonly ConcurrentDictionary<string, CommandMemory> memories = new(StringComparer.Ordinal);
    private readonly ActionLimiter limiter;
    private readonly AuditLog auditLog;
    private readonly SortedDictionary<string, Command> commands = new(StringComparer.Ordinal);

    public CommandTable(IEnumerable<CommandGroup> subjects, ActionLimiter limiter, AuditLog auditLog)
    {
        this.limiter = limiter;
        this.auditLog = auditLog;
        foreach (var command in subjects.SelectMany(subject => subject.Rows))
            commands.Add(command.Name, command);
        commands.Add("help", new Command("help", "/help", "Lists the commands you may use.", null, HelpAsync));
    }

    /// <summary>Returns the commands that the user may use, by name.</summary>
    public IReadOnlyList<Command> For(Caller caller) => [.. commands.Values.Where(command => May(caller, command))];

    /// <summary>Returns the memory of a session, for gateways without connections.</summary>
    public CommandMemory MemoryOf(Caller caller)
    {
        if (memories.Count >= Remembered)
            memories.Clear();
        return memories.GetOrAdd(caller.Session, _ => new CommandMemory());
    }

    /// <summary>Runs the text after the slash. It is never posted as a message, whatever the result.</summary>
    /// <param name="chat">The room in which it was typed; 0 for none.</param>
    public async Task<Outcome<CommandResult>> RunAsync(
        Caller caller,
        long chat,
        string typed,
        CommandMemory memory,
        CancellationToken cancel
    )
    {
        if (limiter.TryTake(caller) is { } throttled)
            return throttled;
        var arguments = new CommandArguments(typed);
        var name = arguments.Word()?.ToLowerInvariant() ?? "";
        if (!commands.TryGetValue(name, out var command))
            return Refusal.Of(400, "unknown_command", $"There is no command /{name}. /help lists the commands.");
        if (!May(caller, command))
            return await RefuseAsync(caller, command, arguments, cancel);
        var ask = new CommandContext(caller, command, chat, arguments, memory);
        return (await command.RunAsync(ask, cancel)).Refused(out var refusal, out var reply)
            ? refusal
            : new CommandResult(command.Name, reply.Text, reply.Chat, reply.Page);
    }

    private static bool May(Caller caller, Command command) => caller.Role.IsAtLeast(command.MinimumRole);

    private async Task<Outcome<CommandResult>> RefuseAsync(
        Caller caller,
        Command command,
        CommandArguments arguments,
        CancellationToken cancel
    )
    {
        await auditLog.AddRefusedAsync(
            new AuditAction(new Actor(caller), command.Name, arguments.Name()),
            Refusal.PermissionDenied,
            cancel
        );
        return Refusal.PermissionDenied;
    }

    private Task<Outcome<CommandReply>> HelpAsync(CommandContext ask, CancellationToken cancel)
    {
        var lines = For(ask.Caller).Select(command => $"{command.Usage} — {command.Description}");
        return Task.FromResult<Outcome<CommandReply>>(new CommandReply(string.Join("\n", lines)));
    }
}
