using System.Data.Common;

namespace Foyer.Server.Messages;

/// <summary>One row of <see cref="PostStatements.Check"/>: what the database knows about a post before it is stored.</summary>
internal sealed class PostCheck(DbDataReader row)
{
    public string? Username { get; } = Text(row, 1);
    public string? Avatar { get; } = Text(row, 2);
    public string? Role { get; } = Text(row, 3);
    public string? Kind { get; } = Text(row, 4);
    public bool SignedIn { get; } = !row.IsDBNull(5);
    public bool Banned { get; } = !row.IsDBNull(6);
    public long KickedUntil { get; } = row.IsDBNull(7) ? 0 : row.GetInt64(7);
    public long? KnownId { get; } = row.IsDBNull(8) ? null : row.GetInt64(8);
    public long? KnownChat { get; } = row.IsDBNull(9) ? null : row.GetInt64(9);
    public bool QuoteFound { get; } = !row.IsDBNull(10);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
