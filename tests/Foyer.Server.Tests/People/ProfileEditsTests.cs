using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.People;

public sealed class ProfileEditsTests
{
    [Fact]
    public async Task What_is_sent_changes_and_the_rest_stays()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        (
            await EditAsync(
                ada,
                new
                {
                    first_name = "Ada",
                    last_name = "L",
                    age = 36,
                    quiet_from = "22:00",
                    quiet_to = "07:30",
                    time_zone = "Europe/Vienna",
                    locale = "de",
                }
            )
        ).ShouldBe(200);

        var after = (await EditAsync(ada, new { last_name = (string?)null, age = 37 })).ShouldBe(200).Json;

        after.GetProperty("first_name").GetString().ShouldBe("Ada");
        after.GetProperty("last_name").GetString().ShouldBeNull();
        after.GetProperty("age").GetInt32().ShouldBe(37);
        after.GetProperty("quiet_from").GetString().ShouldBe("22:00");
        after.GetProperty("time_zone").GetString().ShouldBe("Europe/Vienna");
        (await EditAsync(ada, new { })).ShouldBe(200);
    }

    [Theory]
    [InlineData("{\"messages_from\":\"nobody\"}", "messages_from: invalid")]
    [InlineData("{\"messages_from\":null}", "messages_from: null")]
    [InlineData("{\"quiet_from\":\"25:00\"}", "quiet_from: invalid")]
    [InlineData("{\"quiet_to\":\"7\"}", "quiet_to: invalid")]
    [InlineData("{\"time_zone\":\"Mars/Olympus\"}", "time_zone: invalid")]
    [InlineData("{\"locale\":\"<b>\"}", "locale: invalid")]
    [InlineData("{\"locale\":\"fr\"}", "locale: invalid")]
    [InlineData("{\"locale\":\"de-AT\"}", "locale: invalid")]
    public async Task A_preference_that_means_nothing_is_refused(string body, string error)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var reply = await ada.SendAsync(
            new HttpRequestMessage(HttpMethod.Patch, "/api/users/me")
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            }
        );

        reply.ShouldBe(400).Errors.ShouldBe([error]);
        (await ada.GetAsync("/api/users/me")).Json.GetProperty("messages_from").GetString().ShouldBe("everyone");
    }

    [Fact]
    public async Task A_new_name_shows_at_once_and_frees_the_old_one()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await EditAsync(ada, new { username = "Countess" })).ShouldBe(200);

        (await ada.GetAsync("/api/users/me")).Json.GetProperty("username").GetString().ShouldBe("Countess");
        (await ada.GetAsync("/api/users/countess")).ShouldBe(200);
        (
            await ada.PostAsync(
                "/api/register",
                new
                {
                    username = "ada",
                    email = "other@example.org",
                    password = Person.Password,
                }
            )
        ).ShouldBe(201);
        (await EditAsync(ada, new { username = "COUNTESS" })).ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"username":"BEN"}""", "username: unique")]
    [InlineData("""{"email":"Ben@example.org"}""", "email: unique")]
    [InlineData("""{"username":"admin","email":"nowhere"}""", "username: reserved", "email: invalid")]
    [InlineData("""{"username":null}""", "username: null")]
    [InlineData("""{"age":"old","first_name":7}""", "first_name: invalid", "age: invalid")]
    [InlineData("""{"quiet_from":"25:00","quiet_to":"7"}""", "quiet_from: invalid", "quiet_to: invalid")]
    [InlineData("""{"time_zone":"Middle/Earth","locale":"<b>"}""", "time_zone: invalid", "locale: invalid")]
    public async Task What_is_wrong_changes_nothing(string body, params string[] errors)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var before = (await ada.GetAsync("/api/users/me")).Text;

        var reply = await ada.SendAsync(
            new HttpRequestMessage(HttpMethod.Patch, "/api/users/me")
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            }
        );

        reply.ShouldBe(400).Errors.ShouldBe(errors);
        (await ada.GetAsync("/api/users/me")).Text.ShouldBe(before);
    }

    [Fact]
    public async Task A_new_address_counts_once_it_is_confirmed()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var reply = (await EditAsync(ada, new { email = "countess@example.org" })).ShouldBe(200).Json;

        reply.GetProperty("email").GetString().ShouldBe("ada@example.org");
        var hash = reply.GetProperty("confirmation_url").GetString()!.Split("hash=")[1];
        (await ada.PostAsync("/api/confirm", new { hash })).ShouldBe(204);
        (await ada.GetAsync("/api/users/me")).Json.GetProperty("email").GetString().ShouldBe("countess@example.org");
        (
            await ada.PostAsync("/api/login", new { login = "countess@example.org", password = Person.Password })
        ).ShouldBe(200);
        (await ada.PostAsync("/api/login", new { login = "ada@example.org", password = Person.Password })).ShouldBe(
            401
        );
    }

    [Fact]
    public async Task An_address_that_somebody_took_meanwhile_is_not_confirmed()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var hash = (await EditAsync(ada, new { email = "ben@example.org" }))
            .Json.GetProperty("confirmation_url")
            .GetString()!
            .Split("hash=")[1];
        using var ben = await server.RegisterAsync("ben");

        (await ada.PostAsync("/api/confirm", new { hash })).Errors.ShouldBe(["hash: unique"]);

        (await ada.GetAsync("/api/users/me")).Json.GetProperty("email").GetString().ShouldBe("ada@example.org");
    }

    private static Task<Reply> EditAsync(Person person, object body) => person.PatchAsync("/api/users/me", body);

    [Fact]
    public async Task A_new_name_and_picture_are_seen_at_once_by_whom_one_shares_a_room_with()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await cleo.JoinAsync("kitchen");
        await using var together = await WebSocketClient.OpenAsync(ben);
        await using var apart = await WebSocketClient.OpenAsync(cleo);

        (await ada.PatchAsync("/api/users/me", new { username = "Ada Lovelace" })).ShouldBe(200);

        var told = (await together.ExpectAsync("user_changed")).GetProperty("user");
        told.Id().ShouldBe(ada.Id);
        told.GetProperty("username").GetString().ShouldBe("Ada Lovelace");
        (await apart.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "user_changed");
        (await ada.PatchAsync("/api/users/me", new { first_name = "Ada" })).ShouldBe(200);
        (await together.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "user_changed");
    }
}
