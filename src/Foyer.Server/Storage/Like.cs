namespace Foyer.Server.Storage;

/// <summary>Patterns for <c>like … escape '\'</c> over folded text.</summary>
public static class Like
{
    /// <summary>Anything that holds the text, without regard to case; null for no text.</summary>
    public static string? Containing(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : $"%{text.Trim().ToLowerInvariant().Replace("\\", @"\\").Replace("%", "\\%").Replace("_", "\\_")}%";
}
