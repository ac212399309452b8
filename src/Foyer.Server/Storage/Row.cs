using System.Data.Common;

namespace Foyer.Server.Storage;

/// <summary>Columns that may be empty.</summary>
internal static class Row
{
    public static string? TextOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);
}
