using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.People;

public sealed class FriendsTests
{
    [Fact]
    public async Task One_asks_the_other_accepts_and_either_may_end_it()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await ada.PutAsync("/api/friends/BEN")).ShouldBe(200).Json.GetProperty("state").GetString().ShouldBe("asked");
        (await ada.PutAsync("/api/friends/ben")).ShouldBe(200);
        (await ListAsync(ada)).ShouldBe(["ben asked"]);
        (await ListAsync(ben)).ShouldBe(["ada asks"]);

        (await ben.PutAsync("/api/friends/ada")).ShouldBe(200).Json.GetProperty("state").GetString().ShouldBe("friend");
        (await ListAsync(ada)).ShouldBe(["ben friend"]);
        (await ListAsync(ben)).ShouldBe(["ada friend"]);

        (await ada.DeleteAsync("/api/friends/ben")).ShouldBe(204);
        (await ada.DeleteAsync("/api/friends/ben")).ShouldBe(204);
        (await ListAsync(ben)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_and_its_acceptance_arrive_live_and_only_what_is_open_stays()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await using var his = await WebSocketClient.OpenAsync(ben);
        await using var hers = await WebSocketClient.OpenAsync(ada);

        await ada.PutAsync("/api/friends/ben");
        await ada.PutAsync("/api/friends/ben");

        var asked = await his.ExpectAsync("notification");
        asked.GetProperty("kind").GetString().ShouldBe("friend_request");
        asked.GetProperty("from").GetProperty("username").GetString().ShouldBe("ada");
        asked.GetProperty("text").GetString().ShouldBe("ada would like to be friends");
        await ben.PutAsync("/api/friends/ada");
        await ben.PutAsync("/api/friends/ada");
        (await hers.ExpectAsync("notification")).GetProperty("text").GetString().ShouldBe("ben is your friend now");
        (await ben.GetAsync("/api/notifications")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        (await ada.GetAsync("/api/notifications")).Json.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_asked_can_be_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await ada.PutAsync("/api/friends/ben");

        (await ben.DeleteAsync("/api/friends/ada")).ShouldBe(204);

        (await ListAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_who_ask_at_once_are_friends_once()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        await Task.WhenAll(ada.PutAsync("/api/friends/ben"), ben.PutAsync("/api/friends/ada"));

        (await ListAsync(ada)).ShouldBe(["ben friend"]);
    }

    [Fact]
    public async Task Nobody_befriends_nobody_nor_themselves()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();

        (await ada.PutAsync("/api/friends/nobody")).ShouldRefuse(404, "user_not_found");
        (await ada.PutAsync("/api/friends/ada")).ShouldRefuse(400, "invalid");
        (await anonymous.PutAsync("/api/friends/ada")).ShouldRefuse(401, "not_authenticated");
    }

    private static async Task<IEnumerable<string>> ListAsync(Person person) =>
        (await person.GetAsync("/api/friends"))
            .ShouldBe(200)
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(one => $"{one.GetProperty("username").GetString()} {one.GetProperty("state").GetString()}");
}
