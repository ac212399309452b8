namespace Foyer.Server.Storage;

/// <summary>A position in an ordered list: after or before a key; never an offset, which shifts while the list changes.</summary>
public sealed record Cursor(string? After, string? Before, int Limit)
{
    /// <summary>Reads one page, and whether there are more rows on both sides.</summary>
    /// <param name="column">The unique column that the list is ordered by.</param>
    /// <param name="read">Runs the query with the given condition and order; its parameters are named from and limit.</param>
    public Paged<T> Page<T>(string column, Func<string, string, string, int, List<T>> read, Func<T, string> key)
    {
        var back = Before is not null && After is null;
        var rows = back
            ? read($"{column} < @from", $"{column} desc", Before!, Limit + 1)
            : read($"{column} > @from", column, After ?? "", Limit + 1);
        var more = rows.Count > Limit;
        if (more)
            rows.RemoveAt(Limit);
        if (back)
            rows.Reverse();
        var hasNext = rows.Count > 0 && (back || more);
        var hasPrevious = rows.Count > 0 && (back ? more : After is not null);
        return new Paged<T>(rows, hasNext ? key(rows[^1]) : null, hasPrevious ? key(rows[0]) : null);
    }
}

/// <param name="Next">Key after which the next page begins, or null at the end.</param>
/// <param name="Previous">Key before which the previous page ends, or null at the beginning.</param>
public sealed record Paged<T>(IReadOnlyList<T> Rows, string? Next, string? Previous);

/// <summary>Lists whose pages continue in one direction.</summary>
public static class Paged
{
    /// <summary>Cuts a list, of which one row more than the limit was read, to one page.</summary>
    /// <returns>The rows, and the key of the last one when there are more.</returns>
    public static (List<T> Rows, long? Next) Cut<T>(List<T> found, int limit, Func<T, long> key)
    {
        if (found.Count <= limit)
            return (found, null);
        found.RemoveRange(limit, found.Count - limit);
        return (found, key(found[^1]));
    }
}
