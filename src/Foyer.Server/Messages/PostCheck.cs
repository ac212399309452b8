using System.Data.Common;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>One row of <see cref="PostStatements.Check"/>: what the database knows about a post before it is stored.</summary>
internal sealed class PostCheck(DbDataReader row)
{
    public string? Username { get; } = row.TextOrNull(1);
    public string? Avatar { get; } = row.TextOrNull(2);
    public string? Role { get; } = row.TextOrNull(3);
    public string? Kind { get; } = row.TextOrNull(4);
    public bool SignedIn { get; } = !row.IsDBNull(5);
    public bool Banned { get; } = !row.IsDBNull(6);
    public long KickedUntil { get; } = row.NumberOrNull(7) ?? 0;
    public long? KnownId { get; } = row.NumberOrNull(8);
    public long? KnownChat { get; } = row.NumberOrNull(9);
    public bool QuoteFound { get; } = !row.IsDBNull(10);
}
