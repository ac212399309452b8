using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Commands;

/// <summary>A typed command on its way to its handler.</summary>
/// <param name="Chat">The room it was typed in; 0 for none.</param>
/// <param name="Words">What follows the command's name.</param>
/// <param name="Memory">What the line it came by remembers.</param>
public sealed record Ask(Caller Caller, Command Command, long Chat, CommandWords Words, CommandMemory Memory)
{
    /// <summary>The answer to wrong arguments; nothing was done (S002-16).</summary>
    public Refusal Misused => Refusal.Of(400, "usage", Command.Usage);
}
