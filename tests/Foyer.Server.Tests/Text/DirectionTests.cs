using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Text;

/// <summary>Names and titles are shown among other text, so they must not change its direction.</summary>
public sealed class DirectionTests : IAsyncLifetime
{
    private static readonly string[] Characters =
    [
        "\u061C",
        "\u200E",
        "\u200F",
        "\u202A",
        "\u202B",
        "\u202C",
        "\u202D",
        "\u202E",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
    ];

    private TestServer server = null!;
    private Person ada = null!;
    private long den;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            "--Foyer:Limits:RegistrationsPerHour=0",
            "--Foyer:Limits:SignInsPerMinute=0"
        );
        ada = await server.RegisterAsync("ada");
        await server.RegisterAsync("ben");
        den = await ada.JoinAsync("den");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("first_name")]
    [InlineData("last_name")]
    [InlineData("title")]
    [InlineData("location")]
    [InlineData("name")]
    [InlineData("topic")]
    [InlineData("token name")]
    [InlineData("subject")]
    [InlineData("username")]
    public async Task They_are_refused_and_letters_of_every_direction_are_not(string field)
    {
        foreach (var character in Characters)
            (await SendAsync(field, $"gnp{character}exe"))
                .ShouldBe(400)
                .Errors.ShouldBe([$"{field.Split(' ')[^1]}: invalid"]);
        if (field != "username")
            (
                await SendAsync(field, "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 abc")
            ).Status.ShouldBeLessThan(300);
    }

    private Task<Reply> SendAsync(string field, string value) =>
        field switch
        {
            "first_name" or "last_name" => ada.PatchAsync(
                "/api/users/me",
                new Dictionary<string, string> { [field] = value }
            ),
            "title" or "location" => ada.PostAsync(
                "/api/events",
                new Dictionary<string, string>
                {
                    ["title"] = "Tea",
                    ["description"] = "x",
                    ["date"] = "2035-01-01",
                    ["visibility"] = "public",
                    [field] = value,
                }
            ),
            "name" => ada.PostAsync("/api/chats", new { name = value, kind = "public" }),
            "topic" => ada.PatchAsync($"/api/chats/{den}", new { topic = value }),
            "token name" => ada.PostAsync(
                "/api/tokens",
                new
                {
                    name = value,
                    scopes = new[] { "read" },
                    password = Person.Password,
                }
            ),
            "subject" => ada.PostAsync($"/api/chats/{den}/messages", new { text = "x", subject = value }),
            _ => ada.PostAsync(
                "/api/register",
                new
                {
                    username = value,
                    email = "new@example.org",
                    password = Person.Password,
                }
            ),
        };
}
