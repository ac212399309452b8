using System.Text;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Storage;

/// <summary>The text of a deleted message is in no file of the database any more, once its log has been emptied.</summary>
public sealed class DeletedTextTests
{
    // The index holds groups of three characters. These characters occur nowhere else, have no other case, and take three
    // bytes each.
    private const string Word = "ꀀꂷꅉ";

    private const string Sentence = "marmalade " + Word + " lighthouse";

    [Theory]
    [InlineData("deleted")]
    [InlineData("edited")]
    public async Task Neither_the_text_nor_its_trace_in_the_index_remains_in_a_file(string how)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        await ada.SayAsync(lobby, "marmalade before");
        await IndexedAsync(server);
        var message = await ada.SayAsync(lobby, Sentence);
        await ada.SayAsync(lobby, "marmalade after");
        await IndexedAsync(server);
        server.Get<Database>().TidyLog();
        (await CountAsync(server, Word)).ShouldBeGreaterThan(1, "the message and the index contain it");
        (await CountAsync(server, "lighthouse")).ShouldBeGreaterThan(0);

        if (how == "deleted")
            (await ada.DeleteAsync($"/api/messages/{message}")).ShouldBe(204);
        else
            (await ada.PatchAsync($"/api/messages/{message}", new { text = "marmalade" })).ShouldBe(200);
        await IndexedAsync(server);
        server.Get<Database>().TidyLog();

        (await CountAsync(server, Word)).ShouldBe(0);
        (await CountAsync(server, "lighthouse")).ShouldBe(0);
        var found = await ada.GetAsync("/api/search?q=marmalade");
        found.ShouldBe(200).Json.GetProperty("results").GetArrayLength().ShouldBe(how == "deleted" ? 2 : 3);
    }

    private static async Task IndexedAsync(TestServer server)
    {
        for (
            var look = 0;
            await server
                .Get<Database>()
                .ReadAsync(db =>
                    db.One<long>("select max(id) - (select indexed_to from messages_indexed) from messages")
                ) > 0;
            look++
        )
        {
            look.ShouldBeLessThan(400);
            await Task.Delay(50);
        }
    }

    private static async Task<int> CountAsync(TestServer server, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var count = 0;
        foreach (var name in new[] { "foyer.db", "foyer.db-wal" })
        {
            await using var file = new FileStream(
                Path.Combine(server.Data, name),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite
            );
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            for (
                var rest = bytes.AsSpan();
                rest.IndexOf(wanted) is >= 0 and var at;
                rest = rest[(at + wanted.Length)..]
            )
                count++;
        }
        return count;
    }
}
