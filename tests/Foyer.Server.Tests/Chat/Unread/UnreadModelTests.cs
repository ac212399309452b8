using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Unread;

/// <summary>Random posts, edits, deletions and reads on several devices, against the simplest thing that could be true.</summary>
public sealed class UnreadModelTests
{
    private static readonly string[] Levels = ["all", "mentions", "nothing"];

    private static readonly string[] Words =
    [
        "hello",
        "@ada!",
        "@ben",
        "@cleo,",
        "@all",
        "@here",
        "mail@ada",
        "x",
        "@ada.ben",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task What_is_unread_is_what_a_simple_model_says(int seed)
    {
        var random = new Random(seed);
        await using var server = await TestServer.StartAsync("--Foyer:Limits:MessagesPerSecond=0");
        var people = new List<Person>();
        var devices = new List<Device>();
        foreach (var name in new[] { "ada", "ben", "cleo" })
            people.Add(await server.RegisterAsync(name));
        var lobby = 0L;
        foreach (var person in people)
            lobby = await person.JoinAsync("lobby");
        foreach (var person in people)
            devices.AddRange([await Device.OpenAsync(person, lobby), await Device.OpenAsync(person, lobby)]);
        var model = new UnreadModel([.. people.Select(person => person.Name)]);

        for (var step = 0; step < 120; step++)
        {
            await ActAsync(random, model, devices[random.Next(devices.Count)], lobby);
            var watched = people[random.Next(people.Count)];
            (await UnreadTests.UnreadAsync(watched, lobby)).ShouldBe(
                model.Of(watched.Name),
                $"{watched.Name}, step {step}"
            );
        }

        model.Of("ada").ShouldNotBe((0, 0));
        model.Told("ada").ShouldBeGreaterThan(0);
        foreach (var person in people)
            (await ToldAsync(person)).ShouldBe(model.Told(person.Name), person.Name);
        foreach (var device in devices)
            await device.ShouldEndAtAsync(model.Of(device.Person.Name));
        foreach (var device in devices)
            await device.DisposeAsync();
        people.ForEach(person => person.Dispose());
    }

    /// <summary>Returns the number of notifications about mentions that are listed.</summary>
    private static async Task<int> ToldAsync(Person person)
    {
        var told = (await person.GetAsync("/api/notifications?limit=200")).ShouldBe(200).Json.GetProperty("results");
        return told.EnumerateArray().Count(one => one.GetProperty("kind").GetString() == "mention");
    }

    private static async Task ActAsync(Random random, UnreadModel model, Device device, long lobby)
    {
        var (person, name) = (device.Person, device.Person.Name);
        var text = string.Join(' ', Enumerable.Range(0, 3).Select(_ => Words[random.Next(Words.Length)]));
        var own = model.Own(name);
        switch (random.Next(12))
        {
            case 10:
                var level = Levels[random.Next(Levels.Length)];
                (await person.PutAsync($"/api/chats/{lobby}/notifications", new { level })).ShouldBe(200);
                model.Want(name, level);
                break;
            case 11:
                // Keeping a room quiet changes what rings, and no number.
                var kept = model.Level(name);
                (
                    await person.PutAsync(
                        $"/api/chats/{lobby}/notifications",
                        new { level = kept, mute_until = "2999-01-01T00:00:00Z" }
                    )
                ).ShouldBe(200);
                break;
            case < 5:
                model.Post(await person.SayAsync(lobby, text), name, text);
                break;
            case 5 when own.Count > 0:
                var edited = own[random.Next(own.Count)];
                (await person.PatchAsync($"/api/messages/{edited}", new { text })).ShouldBe(200);
                model.Edit(edited, text);
                break;
            case 6 when own.Count > 0:
                var deleted = own[random.Next(own.Count)];
                (await person.DeleteAsync($"/api/messages/{deleted}")).ShouldBe(204);
                model.Delete(deleted);
                break;
            case 7 when model.Any:
                await device.MarkAsync(model.Pick(random), unread: true, model);
                break;
            case > 7 when model.Any:
                await device.MarkAsync(model.Pick(random), unread: false, model);
                break;
        }
    }

    /// <summary>A person's socket that looks at another room: it lives on <c>unread</c> and <c>read</c> alone.</summary>
    private sealed class Device(Person person, WebSocketClient wire, long chat) : IAsyncDisposable
    {
        private (long, long) known;

        public Person Person => person;

        public static async Task<Device> OpenAsync(Person person, long chat) =>
            new(person, await WebSocketClient.OpenAsync(person), chat);

        public async Task MarkAsync(long message, bool unread, UnreadModel model)
        {
            var reply = await person.PutAsync($"/api/chats/{chat}/read", new { message, unread });
            model.Mark(person.Name, message, unread);
            reply.ShouldBe(200).Json.GetProperty("unread").GetInt64().ShouldBe(model.Of(person.Name).Unread);
        }

        public async Task ShouldEndAtAsync((long, long) expected)
        {
            while (known != expected)
            {
                var frame = await wire.NextAsync();
                if (frame.Type() is "unread" or "read")
                    known = (frame.GetProperty("unread").GetInt64(), frame.GetProperty("mentions").GetInt64());
            }
        }

        public ValueTask DisposeAsync() => wire.DisposeAsync();
    }
}
