using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// A name or an address that reads like an older one, from the time before the server noticed. It keeps working in exactly its own
/// spelling, until its owner changes it.
/// </summary>
public sealed record KeyCollision
{
    public KeyCollisionKind Kind { get; private init; }
    internal string KindText
    {
        init => Kind = EnumText.Parse<KeyCollisionKind>(value);
    }

    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The name that has the key; null when that row is gone.</summary>
    public string? Older { get; init; }
}

public enum KeyCollisionKind
{
    User = 1,

    /// <summary>The address of a user, who is named.</summary>
    Email,
    Room,
}

/// <summary>Lists them for admins.</summary>
public static class KeyCollisions
{
    private const int Most = 200;

    private static readonly string List = $"""
        {Of(KeyCollisionKind.User, "users", "username", "username", "1 = 1")}
        union all {Of(KeyCollisionKind.Email, "users", "email", "username", "1 = 1")}
        union all {Of(KeyCollisionKind.Room, "chats", "name", "name", "o.kind = 'public' and l.kind = 'public'")}
        limit {Most}
        """;

    public static IReadOnlyList<KeyCollision> ListAll(Queries db) => db.List<KeyCollision>(List);

    private static string Of(KeyCollisionKind kind, string table, string column, string shown, string condition) =>
        $"""
            select '{kind.ToText()}' as KindText, l.id as Id, l.{shown} as Name, o.{shown} as Older from {table} l
            left join {table} o on o.{column}_key || '{UniqueKeys.Mark}' || l.id = l.{column}_key and {condition}
            where l.{column}_key like '%{UniqueKeys.Mark}' || l.id
            """;
}
