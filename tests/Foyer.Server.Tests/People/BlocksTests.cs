using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.People;

public sealed class BlocksTests
{
    [Fact]
    public async Task A_block_hides_both_from_each_other_and_ends_their_friendship()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        await ada.PutAsync("/api/friends/ben");
        await ben.PutAsync("/api/friends/ada");
        (await NamesAsync(ada, "/api/users?search=b")).ShouldBe(["ben"]);

        var line = (await ada.PutAsync("/api/blocks/BEN")).ShouldBe(200).Json;

        line.GetProperty("username").GetString().ShouldBe("ben");
        (await ada.PutAsync("/api/blocks/ben")).ShouldBe(200);
        foreach (var (one, other) in new[] { (ada, "ben"), (ben, "ada") })
        {
            (await one.GetAsync($"/api/users/{other}")).ShouldRefuse(404, "user_not_found");
            (await NamesAsync(one, "/api/users")).ShouldContain("cleo");
            (await NamesAsync(one, "/api/users")).ShouldNotContain(other);
            (await NamesAsync(one, $"/api/search?kind=user&q={other}")).ShouldBeEmpty();
            (await NamesAsync(one, "/api/friends")).ShouldBeEmpty();
        }
        (await NamesAsync(cleo, "/api/users")).ShouldBe(["ada", "ben", "cleo"]);
        (await NamesAsync(ada, "/api/blocks")).ShouldBe(["ben"]);
        (await NamesAsync(ben, "/api/blocks")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_blocked_learns_nothing_and_the_blocker_is_told_why()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ben.PostAsync("/api/direct/ada")).ShouldBe(201).Json.Id();
        await ada.PutAsync("/api/blocks/ben");

        (await ben.PutAsync("/api/friends/ada")).ShouldRefuse(404, "user_not_found");
        (await ben.PostAsync("/api/direct/ada")).ShouldRefuse(404, "user_not_found");
        (await ben.PostAsync($"/api/chats/{chat}/messages", new { text = "hey" })).ShouldRefuse(404, "user_not_found");
        (await ben.PutAsync("/api/blocks/ada")).ShouldBe(200);
        await ben.DeleteAsync("/api/blocks/ada");
        (await ada.PutAsync("/api/friends/ben")).ShouldRefuse(403, "not_accepted");
        (await ada.PostAsync("/api/direct/ben")).ShouldRefuse(403, "not_accepted");
    }

    [Fact]
    public async Task What_is_unblocked_is_as_before_but_for_the_friendship()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await ada.PutAsync("/api/blocks/ben");

        (await ada.DeleteAsync("/api/blocks/BEN")).ShouldBe(204);
        (await ada.DeleteAsync("/api/blocks/ben")).ShouldBe(204);

        (await ben.GetAsync("/api/users/ada")).ShouldBe(200);
        (await ben.PostAsync("/api/direct/ada")).ShouldBe(201);
        (await ben.PutAsync("/api/friends/ada")).ShouldBe(200);
    }

    [Fact]
    public async Task A_new_connection_hears_whom_its_person_has_blocked()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await ada.PutAsync("/api/blocks/ben");

        await using var wire = await WebSocketClient.OpenAsync(ada);

        wire.Ready.GetProperty("blocked").EnumerateArray().Select(id => id.GetInt64()).ShouldBe([ben.Id]);
    }

    [Fact]
    public async Task Nobody_blocks_nobody_nor_themselves()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();

        (await ada.PutAsync("/api/blocks/nobody")).ShouldRefuse(404, "user_not_found");
        (await ada.PutAsync("/api/blocks/ada")).ShouldRefuse(400, "invalid");
        (await ada.DeleteAsync("/api/blocks/nobody")).ShouldBe(204);
        (await anonymous.PutAsync("/api/blocks/ada")).ShouldRefuse(401, "not_authenticated");
        (await anonymous.DeleteAsync("/api/blocks/ada")).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task Nobody_is_invited_by_whom_they_blocked()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var picnic = await PlanAsync(server, ben);
        await ada.PutAsync("/api/blocks/ben");

        (await ben.PostAsync($"/api/events/{picnic}/invitations", new { invitee = "ada" })).ShouldRefuse(
            404,
            "user_not_found"
        );
    }

    private static async Task<string> PlanAsync(TestServer server, Person person)
    {
        var date = server
            .Clock.GetUtcNow()
            .AddDays(7)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var plan = new
        {
            title = "Picnic",
            description = "Bring a rug.",
            date,
            visibility = "public",
        };
        return (await person.PostAsync("/api/events", plan)).ShouldBe(201).Json.GetProperty("id").GetString()!;
    }

    private static async Task<string[]> NamesAsync(Person person, string path) =>
        [
            .. (await person.GetAsync(path))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(one => one.GetProperty("username").GetString()!),
        ];
}
