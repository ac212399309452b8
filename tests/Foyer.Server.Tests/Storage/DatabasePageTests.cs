using System.Text;
using Dapper;
using Foyer.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>The drawing in docs/database.md is what the migrations make.</summary>
public sealed class DatabasePageTests : IDisposable
{
    private const string Begin = "<!-- schema: drawn from the migrations -->\n";
    private const string End = "<!-- end -->";

    private readonly string folder = Directory.CreateTempSubdirectory("foyer-schema-").FullName;

    private sealed record Column(string Name, string Type, long Key);

    private sealed class ForeignKey
    {
        public string Table { get; init; } = "";

        public string From { get; init; } = "";

        public long Required { get; init; }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_page_draws_every_table_and_column() =>
        PageAssertions.ShouldSay(
            "database.md",
            page =>
            {
                var (begin, end) = (
                    page.IndexOf(Begin, StringComparison.Ordinal),
                    page.IndexOf(End, StringComparison.Ordinal)
                );
                return page[..(begin + Begin.Length)] + Draw() + page[end..];
            }
        );

    private string Draw()
    {
        var file = Path.Combine(folder, "foyer.db");
        new SqliteDatabase(file).Migrate();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        var drawing = new StringBuilder("```mermaid\nerDiagram\n");
        var tables = connection
            .Query<string>(
                "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%' order by name"
            )
            .ToList();
        tables.Count.ShouldBeGreaterThan(5);
        foreach (var table in tables)
            Draw(drawing, connection, table);
        return drawing.Append("```\n").ToString();
    }

    private static void Draw(StringBuilder drawing, SqliteConnection connection, string table)
    {
        var owners = connection
            .Query<ForeignKey>(
                """
                select k."table" as "Table", k."from" as "From", max(c."notnull", c.pk > 0) as "Required"
                from pragma_foreign_key_list(@table) k join pragma_table_info(@table) c on c.name = k."from" order by 2
                """,
                new { table }
            )
            .ToList();
        drawing.Append($"    {table} {{\n");
        foreach (
            var column in connection.Query<Column>(
                "select name, type, pk as \"Key\" from pragma_table_info(@table)",
                new { table }
            )
        )
            drawing.Append($"        {column.Type.ToLowerInvariant()} {column.Name}{Keys(column, owners)}\n");
        drawing.Append("    }\n");
        foreach (var owner in owners)
            drawing.Append($"    {owner.Table} {(owner.Required == 1 ? "||" : "|o")}--o{{ {table} : {owner.From}\n");
    }

    private static string Keys(Column column, List<ForeignKey> owners)
    {
        string[] keys =
        [
            .. column.Key > 0 ? ["PK"] : Array.Empty<string>(),
            .. owners.Exists(owner => owner.From == column.Name) ? ["FK"] : Array.Empty<string>(),
        ];
        return keys.Length == 0 ? "" : " " + string.Join(", ", keys);
    }
}
