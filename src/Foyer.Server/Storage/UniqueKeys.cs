using System.Data.Common;
using Dapper;

namespace Foyer.Server.Storage;

/// <summary>Columns of unique keys: computes them again after their rule has changed, and finds a row by its name.</summary>
public static class UniqueKeys
{
    /// <summary>Separates the key and the id of a row whose own key already belongs to an older row.</summary>
    public const char Mark = '#';

    /// <summary>
    /// Returns the condition (after <c>where</c>) that finds the row of a name: the one with its key, or among rows that share a
    /// key the one with exactly this spelling. Uses the parameters of <see cref="Named"/>.
    /// </summary>
    /// <param name="name">The column of the name; its key is in the column with <c>_key</c> appended.</param>
    public static string Finding(string name) =>
        $"({name}_key = @key or ({name}_key > @above and {name}_key < @below)) order by ({name} = @name) desc, length({name}_key) limit 1";

    /// <summary>Returns the parameters of <see cref="Finding"/>.</summary>
    public static object Named(string? name, string key) =>
        new
        {
            name,
            key,
            above = key + Mark,
            below = key + (char)(Mark + 1),
        };

    /// <summary>A row of the table; of two rows with the same new key, the older one gets it.</summary>
    public sealed record Row(long Id, string Text, string Key);

    /// <summary>
    /// Sets the key of each row. Never fails: where two rows would have the same key, the later one gets its id appended.
    /// </summary>
    /// <param name="rows">A select of <see cref="Row"/>, in the order of ids.</param>
    public static void Renew(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string column,
        string rows,
        Func<string, string> key
    )
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var changed = new List<(long Id, string Key)>();
        foreach (var row in connection.Query<Row>(rows, transaction: transaction))
        {
            var renewed = key(row.Text);
            if (!taken.Add(renewed))
                renewed = Apart(renewed, row.Id);
            if (renewed != row.Key)
                changed.Add((row.Id, renewed));
        }
        // Temporary keys first, so that no row collides with the old key of another.
        foreach (var (id, _) in changed)
            Set(id, Apart("", id));
        foreach (var (id, renewed) in changed)
            Set(id, renewed);

        void Set(long id, string value) =>
            connection.Execute($"update {table} set {column} = @value where id = @id", new { id, value }, transaction);
    }

    private static string Apart(string key, long id) => $"{key}{Mark}{id}";
}
