namespace Foyer.Server.Commands;

/// <summary>What one connection remembers between its commands. Asked by one command at a time or another; the last wins.</summary>
public sealed class CommandMemory
{
    /// <summary>The ids of the last list that was shown, so that its lines can be named by number.</summary>
    public IReadOnlyList<string> Listed { get; set; } = [];
}
