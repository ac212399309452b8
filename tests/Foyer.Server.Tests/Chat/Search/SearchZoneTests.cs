using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Search;

/// <summary>A date in a search is a day of the reader's, not of the server's. The clock of these tests begins at noon UTC.</summary>
public sealed class SearchZoneTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:TimeZone=Pacific/Kiritimati");
        ada = await server.RegisterAsync("ada");
        await ada.SayAsync(await ada.JoinAsync("den"), "marmalade");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("Pacific/Kiritimati", 1)]
    [InlineData("Pacific/Auckland", 1)]
    [InlineData("UTC", 0)]
    [InlineData("Pacific/Honolulu", 0)]
    public async Task A_date_begins_at_the_readers_midnight(string? zone, int dayOfTheMessage)
    {
        (await ada.PatchAsync("/api/users/me", new { time_zone = zone })).ShouldBe(200);
        var day = server.Clock.GetUtcNow().UtcDateTime.Date.AddDays(dayOfTheMessage);

        (await CountAsync($"after={day:yyyy-MM-dd}")).ShouldBe(1);
        (await CountAsync($"after={day.AddDays(1):yyyy-MM-dd}")).ShouldBe(0);
        (await CountAsync($"before={day:yyyy-MM-dd}")).ShouldBe(0);
        (await CountAsync($"before={day.AddDays(1):yyyy-MM-dd}")).ShouldBe(1);
        (await ada.GetAsync($"/search?q=marmalade+after:{day:yyyy-MM-dd}")).Text.ShouldContain("marmalade</span>");
    }

    [Theory]
    [InlineData("before=0001-01-01", 0)]
    [InlineData("after=0001-01-01", 1)]
    [InlineData("before=9999-12-31", 1)]
    [InlineData("after=9999-12-31", 0)]
    public async Task The_first_and_the_last_date_are_dates(string bound, int count) =>
        (await CountAsync(bound)).ShouldBe(count);

    private async Task<int> CountAsync(string bound) =>
        (await ada.GetAsync($"/api/search?q=marmalade&{bound}"))
            .ShouldBe(200)
            .Json.GetProperty("results")
            .GetArrayLength();
}
