namespace Foyer.Server.Messages;

/// <summary>What a person was told last of a room.</summary>
/// <param name="Version">Of the last message; 0 when only the numbers were told.</param>
internal readonly record struct KnownCount(long Messages, long Mentions, long Last, long Version)
{
    public bool Covers(KnownCount now) =>
        Messages == now.Messages
        && Mentions == now.Mentions
        && Last == now.Last
        && (Version == now.Version || Version == 0);
}
