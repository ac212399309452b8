using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Commands;

/// <summary>One row of the table of commands.</summary>
/// <param name="Name">The name without the slash.</param>
/// <param name="Usage">The line that shows its arguments.</param>
/// <param name="Description">One sentence.</param>
/// <param name="MinimumRole">The lowest server role that may use it; null for everyone.</param>
public sealed record Command(
    string Name,
    string Usage,
    string Description,
    ServerRole? MinimumRole,
    Func<CommandContext, CancellationToken, Task<Outcome<CommandReply>>> RunAsync
);

/// <summary>A typed command with its context, passed to its handler.</summary>
/// <param name="Chat">The room in which it was typed; 0 for none.</param>
/// <param name="Arguments">The text after the command's name.</param>
/// <param name="Memory">The memory of its connection.</param>
public sealed record CommandContext(
    Caller Caller,
    Command Command,
    long Chat,
    CommandArguments Arguments,
    CommandMemory Memory
)
{
    /// <summary>The refusal for invalid arguments: the usage line.</summary>
    public Refusal UsageError => Refusal.Of(400, "usage", Command.Usage);
}

/// <summary>State that a connection keeps between its commands. It is not locked; the last write wins.</summary>
public sealed class CommandMemory
{
    /// <summary>The ids of the last list that was shown, so that its entries can be selected by number.</summary>
    public IReadOnlyList<string> Listed { get; set; } = [];
}

/// <summary>The commands of one subject; each group is registered once, and <see cref="CommandTable"/> collects them.</summary>
public abstract class CommandGroup
{
    public abstract IEnumerable<Command> Rows { get; }
}
