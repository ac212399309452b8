namespace Foyer.Server.Commands;

/// <summary>What a command answers to the one who typed it.</summary>
/// <param name="Text">Lines for people.</param>
/// <param name="Chat">The room it leads to, if any.</param>
public sealed record Said(string Text, long? Chat = null)
{
    public static implicit operator Said(string text) => new(text);
}
