using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>Patterns for <c>like … escape '\'</c> over keys of text.</summary>
public static class Like
{
    /// <summary>Anything whose key holds the key of the text; null for no text.</summary>
    public static string? Containing(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : $"%{TextKey.Of(text).Replace("\\", @"\\").Replace("%", "\\%").Replace("_", "\\_")}%";
}
