using System.Collections.Concurrent;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http;

/// <summary>The examples of the API document are what the server reads and sends, and docs/protocol.md shows the same frames.</summary>
public sealed class ExampleTests : IAsyncLifetime
{
    private TestServer server = null!;
    private ApiContract contract = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            "--Foyer:Limits:MessagesPerSecond=0",
            "--Foyer:Limits:TypingSeconds=0",
            "--Foyer:Limits:FramesPerSecond=0"
        );
        contract = (await ApiContract.OfAsync(server.Address))!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void Each_example_of_a_request_or_response_fits_its_schema()
    {
        var (count, wrong) = (0, new List<string?>());
        foreach (var operation in contract.Operations)
        foreach (var (content, name) in Contents(operation))
            if (content.TryGetProperty("example", out var example))
            {
                count++;
                if (contract.Schema(content.GetProperty("schema")).Check(example) is { } violation)
                    wrong.Add($"{operation.Name} {name}: {violation}");
            }
        wrong.ShouldBeEmpty();
        count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Each_live_frame_has_an_example_with_the_keys_of_a_real_one()
    {
        var examples = Frames("server");
        var seen = new ConcurrentDictionary<string, JsonElement>();
        var all = new TaskCompletionSource();
        await PlayAsync(frame =>
        {
            seen.TryAdd(frame.Type(), frame);
            if (seen.Count >= examples.Count)
                all.TrySetResult();
            return all.Task;
        });
        seen.Keys.Order(StringComparer.Ordinal).ShouldBe(examples.Keys.Order(StringComparer.Ordinal));
        foreach (var (type, frame) in seen)
            ShouldHaveTheKeysOf(examples[type], frame, type);
    }

    [Fact]
    public void The_protocol_page_shows_the_same_frames() =>
        PageAssertions.ShouldSay(
            "protocol.md",
            page => Replaced(Replaced(page, "server", Frames("server")), "client", Frames("client"))
        );

    /// <summary>The block of JSON lines behind the comment that names it.</summary>
    private static string Replaced(string page, string side, Dictionary<string, JsonElement> frames)
    {
        var mark = $"<!-- frames of the {side} -->\n";
        var start = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        start.ShouldBeGreaterThan(mark.Length);
        var end = page.IndexOf("```\n", start + 7, StringComparison.Ordinal) + 4;
        return page[..start]
            + "```json\n"
            + string.Concat(frames.Values.Select(frame => JsonSerializer.Serialize(frame) + "\n"))
            + "```\n"
            + page[end..];
    }

    private Dictionary<string, JsonElement> Frames(string side) =>
        contract
            .Document.GetProperty("x-live-events")
            .GetProperty(side)
            .EnumerateObject()
            .ToDictionary(one => one.Name, one => one.Value.GetProperty("example"));

    private static IEnumerable<(JsonElement Content, string Name)> Contents(ApiOperation operation)
    {
        if (operation.Json.TryGetProperty("requestBody", out var body))
            foreach (var content in body.GetProperty("content").EnumerateObject())
                yield return (content.Value, "request");
        foreach (var response in operation.Json.GetProperty("responses").EnumerateObject())
            if (response.Value.TryGetProperty("content", out var contents))
                foreach (var content in contents.EnumerateObject())
                    yield return (content.Value, response.Name);
    }

    /// <summary>Does what causes each frame, and gives the frames to the callback until its task ends.</summary>
    private async Task PlayAsync(Func<JsonElement, Task> hear)
    {
        var ada = await server.RegisterAsync("ada");
        var ben = await server.RegisterAsync("ben");
        var cleo = await server.RegisterAsync("cleo");
        var den = await ada.JoinAsync("den");
        await ben.JoinAsync("den");
        await cleo.JoinAsync("den");
        await using var present = await WebSocketClient.JoinAsync(ada, den);
        await using var absent = await WebSocketClient.OpenAsync(ada);
        _ = hear(present.Ready);
        _ = hear(await OnlineAsync(ada, den));
        Task[] listening = [ListenAsync(present, hear), ListenAsync(absent, hear)];

        var bens = await WebSocketClient.JoinAsync(ben, den);
        var mention = await ben.SayAsync(den, "hello @ada");
        var gone = await ben.SayAsync(den, "come here @ada");
        await bens.SendAsync(new { event_type = "typing_indicator", chat = den });
        await bens.DisposeAsync();
        (await ben.DeleteAsync($"/api/messages/{gone}")).ShouldBe(204);
        (await ada.PutAsync("/api/notifications/read", new { up_to = 1 })).ShouldBe(200);
        await absent.SendAsync(
            new
            {
                event_type = "read",
                chat = den,
                message = mention,
            }
        );
        var direct = (await ada.PostAsync("/api/direct/cleo")).ShouldBe(201).Json.Id();
        await ada.SayAsync(direct, "are you there?");
        await using var cleos = await WebSocketClient.OpenAsync(cleo);
        (await ada.PatchAsync($"/api/chats/{den}", new { topic = "Tea" })).ShouldBe(200);
        (await ben.PatchAsync("/api/users/me", new { username = "benno" })).ShouldBe(200);
        var planned = new
        {
            title = "Tea",
            description = "Tea for all",
            date = "2035-01-01",
            visibility = "public",
        };
        var id = (await ben.PostAsync("/api/events", planned)).ShouldBe(201).Json.GetProperty("id").GetString();
        await present.SendAsync(new { event_type = "watch_event", @event = id });
        await present.SendMessageAsync(4711, "nobody hears this");
        await present.SendMessageAsync(den, "/who");
        await absent.SendAsync(
            new
            {
                event_type = "join_chat",
                chat = den,
                after = 4711,
            }
        );
        await present.SendAsync(new { event_type = "ping" });
        (await ben.PatchAsync($"/api/events/{id}", new { title = "Coffee" })).ShouldBe(200);
        (await ada.PostAsync("/api/admin/kill", new { seconds = 300 })).ShouldBe(204);
        (await ada.PostAsync("/api/admin/kill", new { abort = true })).ShouldBe(204);
        await Task.WhenAny(Task.WhenAll(listening), Task.Delay(TimeSpan.FromSeconds(20)));
    }

    private static async Task<JsonElement> OnlineAsync(Person person, long chat)
    {
        await using var wire = await WebSocketClient.OpenAsync(person);
        await wire.SendAsync(new { event_type = "join_chat", chat });
        return await wire.ExpectAsync("online_user_list");
    }

    private static async Task ListenAsync(WebSocketClient wire, Func<JsonElement, Task> hear)
    {
        while (true)
            if (hear(await wire.AnyAsync()).IsCompleted)
                return;
    }

    private static void ShouldHaveTheKeysOf(JsonElement example, JsonElement real, string at)
    {
        switch (example.ValueKind, real.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                if (at.EndsWith(".reactions", StringComparison.Ordinal))
                    return;
                example
                    .EnumerateObject()
                    .Select(one => one.Name)
                    .ShouldBe(real.EnumerateObject().Select(one => one.Name), at);
                foreach (var property in example.EnumerateObject())
                    ShouldHaveTheKeysOf(property.Value, real.GetProperty(property.Name), $"{at}.{property.Name}");
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                if (example.GetArrayLength() > 0 && real.GetArrayLength() > 0)
                    ShouldHaveTheKeysOf(example[0], real[0], $"{at}[]");
                break;
            case (JsonValueKind.Null, _) or (_, JsonValueKind.Null):
                break;
            default:
                Kind(example).ShouldBe(Kind(real), at);
                break;
        }
    }

    private static JsonValueKind Kind(JsonElement value) =>
        value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
