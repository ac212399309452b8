using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>A place to talk, as one person sees it.</summary>
public sealed record Room
{
    public long Id { get; init; }

    /// <summary>A direct room is called after the other one.</summary>
    public string Name { get; init; } = "";

    /// <summary>Never changes.</summary>
    public RoomKind Kind { get; private init; }
    internal string KindText
    {
        init => Kind = EnumText.Parse<RoomKind>(value);
    }
    public string? Topic { get; init; }

    /// <summary>Number of the latest change; each takes the next one, without holes.</summary>
    public long Version { get; init; }
    public long? ArchivedAt { get; init; }

    /// <summary>The role of the user; null when they have not joined.</summary>
    public RoomRole? Role { get; private init; }
    internal string? RoleText
    {
        init => Role = EnumText.ParseOrNull<RoomRole>(value);
    }

    /// <summary>The event whose room it is; null for other kinds, and once that event is gone.</summary>
    public string? Event { get; init; }

    public bool Archived => ArchivedAt is not null;

    /// <summary>May post, react and type.</summary>
    public bool MayWrite => CheckWrite() is null;

    public bool Moderates => Role >= RoomRole.Moderator;

    /// <summary>Why the person may not write; null when they may.</summary>
    public Refusal? CheckWrite() =>
        this switch
        {
            { Role: null } => Refusal.NotAMember,
            { Role: RoomRole.Reader } => Refusal.PermissionDenied,
            { Archived: true } => Refusal.Archived,
            _ => null,
        };
}

public enum RoomKind
{
    /// <summary>Everybody finds it and may join.</summary>
    Public = 1,

    /// <summary>Only members see it.</summary>
    Private,

    /// <summary>The room of two users.</summary>
    Direct,

    /// <summary>The room of a community event.</summary>
    Event,
}

/// <summary>The part of a user in a room, in ascending order.</summary>
public enum RoomRole
{
    /// <summary>Of the room of an event: may read, and is not counted as a member.</summary>
    Reader = 1,
    Member,
    Moderator,
    Owner,
}
