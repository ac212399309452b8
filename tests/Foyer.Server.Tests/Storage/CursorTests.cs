using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Storage;

/// <summary>Pages of an ordered list, forward and backward, also while the list changes.</summary>
public sealed class CursorTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "f", "g"];

    [Theory]
    [InlineData(null, null, "abc", "c", null)]
    [InlineData("c", null, "def", "f", "d")]
    [InlineData("f", null, "g", null, "g")]
    [InlineData("g", null, "", null, null)]
    [InlineData(null, "g", "def", "f", "d")]
    [InlineData(null, "d", "abc", "c", null)]
    [InlineData(null, "c", "ab", "b", null)]
    [InlineData(null, "a", "", null, null)]
    // A key that no longer exists.
    [InlineData("cc", null, "def", "f", "d")]
    [InlineData(null, "cc", "abc", "c", null)]
    // After wins over before.
    [InlineData("e", "c", "fg", null, "f")]
    public async Task A_page_has_its_rows_and_the_keys_of_its_neighbours(
        string? after,
        string? before,
        string rows,
        string? next,
        string? previous
    )
    {
        await using var database = await FillAsync();

        var page = Read(database, new Cursor(after, before, 3));

        string.Concat(page.Rows).ShouldBe(rows);
        page.Next.ShouldBe(next);
        page.Previous.ShouldBe(previous);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Walking_forward_and_back_meets_each_row_once(int limit)
    {
        await using var database = await FillAsync();
        var forward = new List<Paged<string>>();
        for (var page = Read(database, new Cursor(null, null, limit)); ; )
        {
            forward.Add(page);
            if (page.Next is null)
                break;
            page = Read(database, new Cursor(page.Next, null, limit));
        }
        var back = new List<Paged<string>> { forward[^1] };
        while (back[0].Previous is { } previous)
            back.Insert(0, Read(database, new Cursor(null, previous, limit)));

        forward.SelectMany(page => page.Rows).ShouldBe(Names);
        back.SelectMany(page => page.Rows).ShouldBe(Names);
    }

    private static Paged<string> Read(TestDatabase database, Cursor cursor) =>
        database.Read(db =>
            cursor.Page(
                "text",
                (where, order, from, limit) =>
                    db.List<string>(
                        $"select text from notes where {where} order by {order} limit @limit",
                        new { from, limit }
                    ),
                text => text
            )
        );

    private static async Task<TestDatabase> FillAsync()
    {
        var database = await TestDatabase.OpenAsync();
        foreach (var name in Names.Reverse())
            (await database.AddAsync(name)).Refusal.ShouldBeNull();
        return database;
    }
}
