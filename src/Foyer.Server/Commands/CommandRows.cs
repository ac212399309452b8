namespace Foyer.Server.Commands;

/// <summary>The commands of one subject; registered once each, and gathered by <see cref="CommandTable"/>.</summary>
public abstract class CommandRows
{
    public abstract IEnumerable<Command> Rows { get; }
}
