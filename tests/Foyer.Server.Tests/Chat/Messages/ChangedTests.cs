using Foyer.Server.Chat.Messages;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Messages;

/// <summary>What a client missed, after random posts, edits, reactions and deletions, is what all latest versions say.</summary>
public sealed class ChangedTests
{
    private const int Most = 12;
    private const int Page = 5;

    [Theory]
    [InlineData(3)]
    [InlineData(21)]
    public async Task What_was_missed_is_what_has_a_later_version(int seed)
    {
        var random = new Random(seed);
        await using var server = await TestServer.StartAsync("--Foyer:Limits:MessagesPerSecond=0");
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        var elsewhere = await ada.JoinAsync("elsewhere");
        var said = new List<long>();

        for (var step = 0; step < 80; step++)
        {
            await ActAsync(random, ada, said, lobby);
            // Ids of the room have gaps.
            if (step % 3 == 0)
                await ada.SayAsync(elsewhere, "not here");
            await CheckAsync(server, lobby, random);
        }

        said.Count.ShouldBeGreaterThan(Most);
    }

    private static async Task ActAsync(Random random, Person person, List<long> said, long chat)
    {
        var old = said.Count > 0 ? said[random.Next(said.Count)] : 0;
        switch (random.Next(6))
        {
            case 0 when old > 0:
                await person.PatchAsync($"/api/messages/{old}", new { text = "other words" });
                break;
            case 1 when old > 0:
                await person.PutAsync($"/api/messages/{old}/reactions/{Uri.EscapeDataString("👍")}");
                break;
            case 2 when old > 0 && random.Next(4) == 0:
                await person.DeleteAsync($"/api/messages/{old}");
                break;
            default:
                said.Add(await person.SayAsync(chat, "words"));
                break;
        }
    }

    private static async Task CheckAsync(TestServer server, long chat, Random random)
    {
        var database = server.Get<Database>();
        var (all, now) = await database.ReadAsync(db =>
            (
                db.List<(long Id, long Version)>(
                    "select id, version from messages where chat_id = @chat order by version",
                    new { chat }
                ),
                db.One<long>("select version from chats where id = @chat", new { chat })
            )
        );
        all.Select(one => one.Version).Distinct().Count().ShouldBe(all.Count);
        var after = random.Next((int)now + 1);
        var expected = all.Where(one => one.Version > after).ToList();

        var counted = await database.ReadAsync(db => MessageStore.CountChanged(db, chat, after, now, Most));

        if (expected.Count >= Most)
            counted.ShouldBeGreaterThanOrEqualTo(Most);
        else
        {
            counted.ShouldBe(expected.Count);
            var to = random.Next(after, (int)now + 1);
            var found = await database.ReadAsync(db =>
                server.Get<MessageStore>().ListChanged(db, chat, after, to, Most, Page)
            );
            found
                .Select(message => (message.Id, message.Version))
                .ShouldBe(expected.Where(one => one.Version <= to).Take(Page));
        }
    }
}
