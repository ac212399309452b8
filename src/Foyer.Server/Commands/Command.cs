using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Commands;

/// <summary>One row of the table of commands.</summary>
/// <param name="Name">Without the slash.</param>
/// <param name="Usage">The line that shows its arguments.</param>
/// <param name="Description">One sentence.</param>
/// <param name="MinimumRole">The lowest role of the server that may use it; null for everybody.</param>
public sealed record Command(
    string Name,
    string Usage,
    string Description,
    string? MinimumRole,
    Func<CommandContext, CancellationToken, Task<Outcome<CommandReply>>> RunAsync
);

/// <summary>A typed command on its way to its handler.</summary>
/// <param name="Chat">The room it was typed in; 0 for none.</param>
/// <param name="Arguments">What follows the command's name.</param>
/// <param name="Memory">What the line it came by remembers.</param>
public sealed record CommandContext(
    Caller Caller,
    Command Command,
    long Chat,
    CommandArguments Arguments,
    CommandMemory Memory
)
{
    /// <summary>The answer to wrong arguments; nothing was done (S002-16).</summary>
    public Refusal UsageError => Refusal.Of(400, "usage", Command.Usage);
}

/// <summary>What one connection remembers between its commands. Asked by one command at a time or another; the last wins.</summary>
public sealed class CommandMemory
{
    /// <summary>The ids of the last list that was shown, so that its lines can be named by number.</summary>
    public IReadOnlyList<string> Listed { get; set; } = [];
}

/// <summary>The commands of one subject; registered once each, and gathered by <see cref="CommandTable"/>.</summary>
public abstract class CommandGroup
{
    public abstract IEnumerable<Command> Rows { get; }
}
