using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Messages;

/// <summary>The shared cases, posted to a server on which the names of the file exist.</summary>
public sealed class MentionGrammarTests(MentionGrammarTests.Room room) : IClassFixture<MentionGrammarTests.Room>
{
    private static readonly JsonElement Vectors = JsonElement.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "mentions.json"))
    );

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var one in Vectors.GetProperty("cases").EnumerateArray())
            cases.Add(
                one.GetProperty("text").GetString()!,
                string.Concat(one.GetProperty("mentions").EnumerateArray().Select(mention => Show(mention, "name")))
            );
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_message_mentions_those_who_are_named(string text, string mentions)
    {
        var message = (await room.Reader.PostAsync($"/api/chats/{room.Chat}/messages", new { text }))
            .ShouldBe(201)
            .Json;

        string.Concat(message.GetProperty("mentions").EnumerateArray().Select(room.Show)).ShouldBe(mentions);
    }

    private static string Show(JsonElement mention, string name) =>
        $"{mention.GetProperty(name)} {mention.GetProperty("from")} {mention.GetProperty("length")}; ";

    public sealed class Room : IAsyncLifetime
    {
        private readonly Dictionary<long, string> names = new() { [0] = "@all" };
        private TestServer server = null!;

        public Person Reader { get; private set; } = null!;

        public long Chat { get; private set; }

        public async ValueTask InitializeAsync()
        {
            server = await TestServer.StartAsync("--Foyer:Limits:MessagesPerSecond=0");
            foreach (var name in Vectors.GetProperty("names").EnumerateArray().Select(name => name.GetString()!))
                names[await RegisterAsync(name)] = name;
            Reader = await server.RegisterAsync("reader");
            Chat = await Reader.JoinAsync("lobby");
        }

        public async ValueTask DisposeAsync()
        {
            Reader.Dispose();
            await server.DisposeAsync();
        }

        // By itself, because not every name makes an e-mail address.
        private async Task<long> RegisterAsync(string name)
        {
            using var anonymous = server.Stranger();
            var account = new
            {
                username = name,
                email = $"p{names.Count}@example.org",
                password = Person.Password,
            };
            var made = (await anonymous.PostAsync("/api/register", account)).ShouldBe(201).Json;
            var hash = made.GetProperty("confirmation_url").GetString()!.Split("hash=")[1];
            (await anonymous.PostAsync("/api/confirm", new { hash })).ShouldBe(204);
            return made.Id();
        }

        internal string Show(JsonElement mention) =>
            $"{names[mention.GetProperty("user").GetInt64()]} {mention.GetProperty("from")} {mention.GetProperty("length")}; ";
    }
}
