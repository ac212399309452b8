using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>The row of <see cref="PostStatements.Check"/>: what the database knows about a post before it is stored.</summary>
/// <param name="kind">The room's; null where there is none.</param>
internal sealed class SenderState(Row row, RoomKind? kind)
{
    public RoomKind? Kind { get; } = kind;
    public string? Username { get; } = row.TextOrNull(0);
    public string? Avatar { get; } = row.TextOrNull(1);
    public RoomRole? Role { get; } = row.EnumOrNull<RoomRole>(2);
    public bool SignedIn { get; } = !row.IsNull(3);
    public bool Banned { get; } = !row.IsNull(4);
    public long KickedUntil { get; } = row.NumberOrNull(5) ?? 0;
    public long? KnownId { get; } = row.NumberOrNull(6);
    public long? KnownChat { get; } = row.NumberOrNull(7);
    public bool QuoteFound { get; } = !row.IsNull(8);
}
