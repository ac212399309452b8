using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Text;

/// <summary>Text that reads the same is the same, wherever it is typed.</summary>
public sealed class SameTextTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("Cafe\u0301 am Eck", "CAFÉ")]
    [InlineData("Café am Eck", "cafe\u0301")]
    [InlineData("don’t stop", "don't")]
    [InlineData("don't stop", "don’t")]
    [InlineData("die Straße", "STRASSE")]
    [InlineData("die STRASSE", "straße")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("istanbul", "İSTANBUL")]
    [InlineData("Σίσυφος", "ΣΊΣΥΦΟΣ")]
    [InlineData("so\u00ADft", "soft")]
    [InlineData("e‑mail", "e-mail")]
    [InlineData("zwei\u00A0Worte", "\"zwei worte\"")]
    [InlineData("ｗｉｄｅ", "wide")]
    [InlineData("ß!", "ss")]
    [InlineData("é!", "e\u0301")]
    public async Task A_search_finds_it_before_and_after_indexing_and_among_people_rooms_and_events(
        string text,
        string asked
    )
    {
        var room = await ada.JoinAsync("den");
        await ada.SayAsync(room, text);
        await ada.JoinAsync(text);
        await ada.PostAsync(
            "/api/events",
            new
            {
                title = text,
                description = "x",
                date = "2035-01-01",
                visibility = "public",
            }
        );
        var q = Uri.EscapeDataString(asked);

        (await ada.TextsAsync(room, $"search={q}")).ShouldBe([text]);
        (await CountAsync($"/api/search?q={q}")).ShouldBe(1);
        await IndexAsync();
        (await ada.TextsAsync(room, $"search={q}")).ShouldBe([text]);
        (await CountAsync($"/api/search?q={q}")).ShouldBe(1);
        var words = Uri.EscapeDataString(asked.Trim('"'));
        // The room, and the event's.
        (await CountAsync($"/api/search?kind=room&q={words}")).ShouldBe(2);
        (await CountAsync($"/api/search?kind=event&q={words}")).ShouldBe(1);
        (await CountAsync($"/api/events?search={words}")).ShouldBe(1);
        (await CountAsync($"/api/chats?public=true&search={words}")).ShouldBe(1);
    }

    [Theory]
    [InlineData("Café", "cafe\u0301")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("ada’s room", "ADA'S  ROOM")]
    [InlineData("e-mail", "e‐mail")]
    [InlineData("den\u200B", "den")]
    public async Task A_room_name_is_taken_in_each_of_its_spellings_and_leads_to_the_same_room(
        string name,
        string other
    )
    {
        var room = await ada.JoinAsync(name);

        (await ada.PostAsync("/api/chats/join", new { name = other }))
            .ShouldBe(200)
            .Json.GetProperty("id")
            .GetInt64()
            .ShouldBe(room);
        (await ada.PostAsync("/api/chats", new { name = other, kind = "public" })).ShouldRefuse(400, "unique");
    }

    [Theory]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Zoë", "Zoe\u0308")]
    public async Task A_username_is_taken_in_each_of_its_spellings_and_signs_in_by_each(string name, string other)
    {
        var person = server.Stranger();
        var made = (
            await person.PostAsync(
                "/api/register",
                new
                {
                    username = name,
                    email = "p@example.org",
                    password = Person.Password,
                }
            )
        ).ShouldBe(201);
        var hash = made.Json.GetProperty("confirmation_url").GetString()!.Split("hash=")[1];
        (await person.PostAsync("/api/confirm", new { hash })).ShouldBe(204);

        (
            await server
                .Stranger()
                .PostAsync(
                    "/api/register",
                    new
                    {
                        username = other,
                        email = "o@example.org",
                        password = Person.Password,
                    }
                )
        ).ShouldRefuse(400, "unique");
        (await server.Stranger().PostAsync("/api/login", new { login = other, password = Person.Password })).ShouldBe(
            200
        );
        (await ada.GetAsync($"/api/users/{Uri.EscapeDataString(other)}")).ShouldBe(200);
    }

    [Theory]
    [InlineData("u@bücher.example", "u@xn--bcher-kva.example")]
    [InlineData("u@xn--bcher-kva.example", "U@BU\u0308CHER.example")]
    public async Task A_mailbox_has_one_account(string address, string other)
    {
        (
            await server
                .Stranger()
                .PostAsync(
                    "/api/register",
                    new
                    {
                        username = "one",
                        email = address,
                        password = Person.Password,
                    }
                )
        ).ShouldBe(201);

        (
            await server
                .Stranger()
                .PostAsync(
                    "/api/register",
                    new
                    {
                        username = "two",
                        email = other,
                        password = Person.Password,
                    }
                )
        ).ShouldRefuse(400, "unique");
    }

    [Fact]
    public async Task A_password_is_the_same_however_a_keyboard_composes_it()
    {
        (
            await ada.PostAsync(
                "/api/password",
                new { current_password = Person.Password, password = "Gäste\u00A0willkommen" }
            )
        ).ShouldBe(204);

        (
            await server.Stranger().PostAsync("/api/login", new { login = "ada", password = "Ga\u0308ste willkommen" })
        ).ShouldBe(200);
        (
            await server.Stranger().PostAsync("/api/login", new { login = "ada", password = "gäste willkommen" })
        ).ShouldBe(401);
    }

    [Fact]
    public async Task A_password_stored_as_it_was_typed_works_once_more_and_is_hashed_anew()
    {
        // Of the decomposed spelling, with the pepper of the tests.
        const string old = "$2b$04$abcdefghijklmnopqrstuutYGQr3RZQ14FAZDKxiL.vcVZ/241IM6";
        await server
            .Get<Writer>()
            .WriteAsync<int>(write =>
                write.Execute("update users set password = @old where username = 'ada'", new { old })
            );

        (
            await server.Stranger().PostAsync("/api/login", new { login = "ada", password = "Ga\u0308ste willkommen" })
        ).ShouldBe(200);
        (
            await server.Stranger().PostAsync("/api/login", new { login = "ada", password = "Gäste willkommen" })
        ).ShouldBe(200);
    }

    [Theory]
    [InlineData("        ", "blank")]
    [InlineData("\u3164\u3164\u3164\u3164\u3164\u3164\u3164\u3164", "blank")]
    [InlineData("\u200B\u200B\u200B\u200B\u200B\u200B\u200B\u200B", "blank")]
    public async Task A_new_password_can_be_seen(string password, string code) =>
        (
            await server
                .Stranger()
                .PostAsync(
                    "/api/register",
                    new
                    {
                        username = "ben",
                        email = "b@example.org",
                        password,
                    }
                )
        ).ShouldRefuse(400, code);

    [Fact]
    public async Task Reactions_are_stored_in_one_spelling()
    {
        var room = await ada.JoinAsync("den");
        var message = await ada.SayAsync(room, "x");

        foreach (var heart in new[] { "❤", "❤\uFE0F" })
            (await ada.PutAsync($"/api/messages/{message}/reactions/{Uri.EscapeDataString(heart)}"))
                .ShouldBe(200)
                .Json.GetProperty("reactions")
                .EnumerateObject()
                .Select(one => one.Name)
                .ShouldBe(["❤\uFE0F"]);
        foreach (var wrong in new[] { "a", "1", "\u200B", "❤❤", "é", " " })
            (await ada.PutAsync($"/api/messages/{message}/reactions/{Uri.EscapeDataString(wrong)}")).ShouldRefuse(
                400,
                "invalid"
            );
        await ada.DeleteAsync($"/api/messages/{message}/reactions/%E2%9D%A4");
        (await ada.GetAsync($"/api/messages/{message}"))
            .Json.GetProperty("reactions")
            .EnumerateObject()
            .ShouldBeEmpty();
    }

    private async Task<int> CountAsync(string path) =>
        (await ada.GetAsync(path)).ShouldBe(200).Json.GetProperty("results").GetArrayLength();

    private async Task IndexAsync()
    {
        var (database, writer) = (server.Get<Database>(), server.Get<Writer>());
        while ((await writer.WriteAsync<int>(write => database.IndexText(write, 100))).Value > 0) { }
    }
}
