namespace Foyer.Terminal;

/// <summary>Why there is no connection, as a sentence for people.</summary>
internal sealed class Unreachable(string message) : Exception(message)
{
    /// <summary>True when trying again cannot help.</summary>
    public bool IsFinal { get; init; }
}
