namespace Foyer.Server.Messages;

/// <summary>What a person was told last of a room.</summary>
/// <param name="Last">The last message that was sent; 0 when only numbers were.</param>
/// <param name="Version">The version of the last message.</param>
internal readonly record struct KnownCount(long Messages, long Mentions, long Last, long Version)
{
    public bool HasSameNumbers(KnownCount now) => Messages == now.Messages && Mentions == now.Mentions;

    public bool HasSameLast(KnownCount now) => Last == now.Last && Version == now.Version;
}
