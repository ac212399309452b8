namespace Foyer.Server.Commands;

/// <summary>What a command answers to the one who typed it.</summary>
/// <param name="Text">Lines for people.</param>
/// <param name="Chat">The room it leads to, if any.</param>
/// <param name="Page">The page where it goes on, for doors that show pages.</param>
public sealed record Said(string Text, long? Chat = null, string? Page = null)
{
    public static implicit operator Said(string text) => new(text);
}
