using Foyer.Protocol;

namespace Foyer.Server.Chat.Rooms;

/// <summary>A place to talk, as one person sees it.</summary>
public sealed record Room
{
    public long Id { get; init; }

    /// <summary>A direct room is called after the other one.</summary>
    public string Name { get; init; } = "";

    /// <summary>public, private, direct or event; never changes.</summary>
    public string Kind { get; init; } = "";
    public string? Topic { get; init; }

    /// <summary>Number of the latest change; each takes the next one, without holes.</summary>
    public long Version { get; init; }
    public long? ArchivedAt { get; init; }

    /// <summary>The person's: owner, moderator, member, reader; null when they have not joined.</summary>
    public string? Role { get; init; }

    /// <summary>The event whose room it is; null for other kinds, and once that event is gone.</summary>
    public string? Event { get; init; }

    public bool Archived => ArchivedAt is not null;

    /// <summary>May post, react and type.</summary>
    public bool MayWrite => CheckWrite() is null;

    public bool Moderates => Role is "owner" or "moderator";

    /// <summary>Why the person may not write; null when they may.</summary>
    public Refusal? CheckWrite() =>
        this switch
        {
            { Role: null } => Refusal.NotAMember,
            { Role: "reader" } => Refusal.PermissionDenied,
            { Archived: true } => Refusal.Archived,
            _ => null,
        };
}
