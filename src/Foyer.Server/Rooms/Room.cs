namespace Foyer.Server.Rooms;

/// <summary>A place to talk, as one person sees it.</summary>
/// <param name="Kind">public, private, direct or event; never changes.</param>
/// <param name="Version">Number of the latest change; each takes the next one, without holes.</param>
/// <param name="Role">The person's: owner, moderator, member, reader; null when they have not joined.</param>
public sealed record Room(
    long Id,
    string Name,
    string Kind,
    string? Topic,
    long Version,
    long? ArchivedAt,
    string? Role
)
{
    public bool Archived => ArchivedAt is not null;

    /// <summary>May post, react and type.</summary>
    public bool MayWrite => Role is "owner" or "moderator" or "member" && !Archived;

    public bool Moderates => Role is "owner" or "moderator";
}
