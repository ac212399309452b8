using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http;

public sealed class UserTests
{
    [Fact]
    public async Task People_are_found_by_a_part_of_their_name_page_by_page()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:ConfirmEmail=false");
        using var ada = server.Stranger();
        foreach (var name in new[] { "dora", "cleo", "fay_x", "ben", "ada" })
            await ada.RegisterAsync(name);
        await ada.SignInAsync();

        (await NamesAsync(ada, "/api/users")).ShouldBe(["ada", "ben", "cleo", "dora", "fay_x"]);
        (await NamesAsync(ada, "/api/users?search=E")).ShouldBe(["ben", "cleo"]);
        (await NamesAsync(ada, "/api/users?search=%25")).ShouldBeEmpty();

        var first = (await ada.GetAsync("/api/users?limit=2")).Json;
        first.GetProperty("previous").GetString().ShouldBeNull();
        var second = (await ada.GetAsync(first.GetProperty("next").GetString()!)).Json;
        second.GetProperty("results")[0].GetProperty("username").GetString().ShouldBe("cleo");
        var back = (await ada.GetAsync(second.GetProperty("previous").GetString()!)).Json;
        back.GetProperty("results")[0].GetProperty("username").GetString().ShouldBe("ada");
        back.GetProperty("previous").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task A_profile_shows_no_address()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        var profile = await ada.GetAsync("/api/users/BEN");

        profile.ShouldBe(200).Json.GetProperty("username").GetString().ShouldBe("ben");
        profile.Text.ShouldNotContain("@");
        (await ada.GetAsync("/api/users/nobody")).ShouldRefuse(404, "user_not_found");
    }

    [Fact]
    public async Task Whoever_has_not_confirmed_is_not_there_yet()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");

        (await ada.GetAsync("/api/users/ben")).ShouldRefuse(404, "user_not_found");
        (await NamesAsync(ada, "/api/users")).ShouldBe(["ada"]);
    }

    [Theory]
    [InlineData("limit=0", "limit: min_value")]
    [InlineData("limit=201", "limit: max_value")]
    [InlineData("limit=many", "limit: invalid")]
    [InlineData("search=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "search: max_length")]
    public async Task A_wrong_query_is_refused(string query, string error)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await ada.GetAsync($"/api/users?{query}")).ShouldBe(400).Errors.ShouldBe([error]);
    }

    [Fact]
    public async Task Whoever_has_no_picture_is_shown_the_common_one()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var picture = (await anonymous.GetAsync("/media/default-user-avatar.jpg")).ShouldBe(200);

        picture.ContentHeaders.ContentType!.MediaType.ShouldBe("image/jpeg");
    }

    private static async Task<IEnumerable<string?>> NamesAsync(Person person, string path) =>
        (await person.GetAsync(path))
            .ShouldBe(200)
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(one => one.GetProperty("username").GetString());
}
