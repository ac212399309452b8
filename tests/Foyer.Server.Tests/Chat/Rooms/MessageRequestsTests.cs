using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Rooms;

/// <summary>Messages of strangers wait until they are accepted; a refusal blocks the conversation, and acceptance overrides the setting of who may write.</summary>
public sealed class MessageRequestsTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long chat;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        chat = (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        await ada.SayAsync(chat, "May I?");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_a_stranger_writes_is_a_request_and_what_one_writes_oneself_is_none()
    {
        (await PageAsync(ben)).ShouldContain("They would like to talk to you");
        (await PageAsync(ada)).ShouldNotContain("They would like to talk to you");

        await ben.SayAsync(chat, "Gladly.");

        (await PageAsync(ben)).ShouldNotContain("They would like to talk to you");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task People_of_a_shared_room_and_friends_are_no_strangers(bool friends)
    {
        if (friends)
        {
            await ada.PutAsync("/api/friends/ben");
            await ben.PutAsync("/api/friends/ada");
        }
        else
        {
            await ada.JoinAsync("lobby");
            await ben.JoinAsync("lobby");
        }

        (await PageAsync(ben)).ShouldNotContain("They would like to talk to you");
    }

    [Fact]
    public async Task Who_is_refused_cannot_write_until_the_other_turns_to_them()
    {
        await AnswerAsync(ben, accepts: false);

        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "Please" })).ShouldRefuse(403, "not_accepted");
        (await ada.PostAsync("/api/direct/ben")).ShouldRefuse(403, "not_accepted");
        (await PageAsync(ben)).ShouldNotContain("May I?");

        (await ben.PostAsync("/api/direct/ada")).ShouldBe(200);
        await ada.SayAsync(chat, "Thank you");
    }

    [Fact]
    public async Task Who_is_accepted_may_write_also_when_strangers_are_not_heard_any_more()
    {
        await AnswerAsync(ben, accepts: true);
        (await ben.PatchAsync("/api/users/me", new { messages_from = "friends" })).ShouldBe(200);

        await ada.SayAsync(chat, "Still here");
    }

    [Fact]
    public async Task Nobody_answers_for_others_and_only_in_conversations_of_two()
    {
        var cleo = await server.RegisterAsync("cleo");
        var lobby = await ben.JoinAsync("lobby");

        foreach (var (person, where) in new[] { (cleo, chat), (ben, lobby) })
            (await person.FillInAsync("/chat?handler=Answer", ("chat", $"{where}"), ("accept", "true"))).ShouldBe(404);
    }

    private static async Task<string> PageAsync(Person person) => (await person.GetAsync("/chat")).ShouldBe(200).Text;

    private async Task AnswerAsync(Person person, bool accepts)
    {
        var done = await person.FillInAsync("/chat?handler=Answer", ("chat", $"{chat}"), ("accept", $"{accepts}"));
        done.ShouldBe(302);
    }
}
