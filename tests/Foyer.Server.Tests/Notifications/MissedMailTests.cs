using Foyer.Server.Notifications;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Notifications;

public sealed class MissedMailTests
{
    [Fact]
    public async Task Who_is_away_gets_one_mail_about_all_they_missed_and_no_second_one()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        var (ada, ben, lobby, direct) = await MeetAsync(server, post);
        await ada.SayAsync(direct, "a secret for ben");
        await ada.SayAsync(direct, "and another");
        await ada.SayAsync(lobby, "@ben dinner?");

        await DueAsync(server, minutes: 14);
        (
            await server
                .Get<Database>()
                .ReadAsync(db => db.One<long>("select count(*) from notifications where mailed_at is not null"))
        ).ShouldBe(0);
        await DueAsync(server, minutes: 2);

        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe(ben.Email);
        mail.Header("Subject").ShouldBe("You missed 3 things");
        mail.Words.ShouldContain("ada wrote to you. (2 times)");
        mail.Words.ShouldContain("ada named you in lobby.");
        mail.Words.ShouldContain($"{server.Address}/notifications");
        mail.Words.ShouldNotContain("secret");
        mail.Header("List-Unsubscribe").ShouldContain("/unsubscribe?user=");
        await DueAsync(server, minutes: 60);
        await ada.SayAsync(lobby, "@ben dessert!");
        await DueAsync(server, minutes: 16);
        (await post.NextAsync()).Header("Subject").ShouldBe("ada named you in lobby.");
    }

    [Fact]
    public async Task Who_is_here_read_it_wants_none_or_rests_gets_no_mail()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        var (ada, ben, lobby, direct) = await MeetAsync(server, post);
        await using (await WebSocketClient.OpenAsync(ben))
        {
            await ada.SayAsync(lobby, "@ben here");
            await DueAsync(server, minutes: 16);
        }
        await server.GoneAsync(ben);
        (await ben.PutAsync($"/api/chats/{lobby}/read", new { message = long.MaxValue })).ShouldBe(200);
        await DueAsync(server, minutes: 1);
        var said = await ada.SayAsync(direct, "never mind");
        (await ada.DeleteAsync($"/api/messages/{said}")).ShouldBe(204);
        (
            await ben.PutAsync(
                $"/api/chats/{lobby}/notifications",
                new { level = "all", mute_until = Later(server, 600) }
            )
        ).ShouldBe(200);
        await ada.SayAsync(lobby, "@ben muted");
        await DueAsync(server, minutes: 16);
        (
            await ben.PutAsync($"/api/chats/{lobby}/notifications", new { level = "all", mute_until = (string?)null })
        ).ShouldBe(200);
        var now = server.Clock.GetUtcNow();
        (
            await ben.PatchAsync(
                "/api/users/me",
                new
                {
                    quiet_from = now.AddHours(-2).ToString("HH:mm"),
                    quiet_to = now.AddHours(2).ToString("HH:mm"),
                    time_zone = "UTC",
                }
            )
        ).ShouldBe(200);
        await DueAsync(server, minutes: 1);
        (await ben.PatchAsync("/api/users/me", new { quiet_from = (string?)null, mail_missed = false })).ShouldBe(200);
        await DueAsync(server, minutes: 1);
        await server.SettledAsync();
        post.Mails.ShouldBeEmpty();

        (await ben.PatchAsync("/api/users/me", new { mail_missed = true })).ShouldBe(200);
        await DueAsync(server, minutes: 1);
        (await post.NextAsync()).Words.ShouldContain("ada named you in lobby.");
    }

    [Fact]
    public async Task The_sender_may_mail_an_absent_partner_once_for_each_message()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        var (ada, ben, lobby, direct) = await MeetAsync(server, post);
        await using (var wire = await WebSocketClient.JoinAsync(ada, direct))
        {
            await wire.SendMessageAsync(direct, "are you there?");
            var told = await wire.ExpectAsync("undelivered");
            told.GetProperty("reason").GetString().ShouldBe("offline");
            told.GetProperty("email_option").GetBoolean().ShouldBeTrue();
        }
        var said = await ada.SayAsync(direct, "a secret for ben");

        (await ada.PostAsync($"/api/messages/{said}/email")).ShouldBe(204);
        (await ada.PostAsync($"/api/messages/{said}/email")).ShouldBe(204);

        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe(ben.Email);
        mail.Header("Subject").ShouldBe("ada has written to you");
        mail.Words.ShouldContain($"{server.Address}/rooms/{direct}");
        mail.Words.ShouldNotContain("secret");
        (await ben.PostAsync($"/api/messages/{said}/email")).ShouldRefuse(403, "permission_denied");
        (await ada.PostAsync($"/api/messages/{await ada.SayAsync(lobby, "hi")}/email")).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ada.PostAsync("/api/messages/999999/email")).ShouldRefuse(404, "not_found");
        await using (await WebSocketClient.OpenAsync(ben))
            (await ada.PostAsync($"/api/messages/{await ada.SayAsync(direct, "now?")}/email")).ShouldRefuse(
                409,
                "partner_online"
            );
        await server.GoneAsync(ben);
        var next = await ada.SayAsync(direct, "gone again");
        (await ada.PostAsync($"/api/messages/{next}/email")).ShouldBe(204);
        await post.NextAsync();
        post.Mails.ShouldBeEmpty();
        (await ada.DeleteAsync($"/api/messages/{next}")).ShouldBe(204);
        (await ada.PostAsync($"/api/messages/{next}/email")).ShouldRefuse(409, "message_deleted");
    }

    [Fact]
    public async Task Without_mail_the_sender_is_told_so()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var direct = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        await using var wire = await WebSocketClient.JoinAsync(ada, direct);
        await wire.SendMessageAsync(direct, "are you there?");
        (await wire.ExpectAsync("undelivered")).GetProperty("email_option").GetBoolean().ShouldBeFalse();
        var said = await ada.SayAsync(direct, "hello?");

        (await ada.PostAsync($"/api/messages/{said}/email")).ShouldRefuse(409, "mail_off");
    }

    private static async Task<(Person Ada, Person Ben, long Lobby, long Direct)> MeetAsync(
        TestServer server,
        TestMailServer post
    )
    {
        var people = new List<Person>();
        foreach (var name in new[] { "ada", "ben" })
        {
            var person = server.Stranger();
            await person.RegisterAsync(name);
            (await person.PostAsync("/api/confirm", new { hash = (await post.NextAsync()).Hash })).ShouldBe(204);
            await person.SignInAsync();
            people.Add(person);
        }
        var lobby = await people[0].JoinAsync("lobby");
        await people[1].JoinAsync("lobby");
        return (people[0], people[1], lobby, (await people[0].PostAsync("/api/direct/ben")).Json.Id());
    }

    private static string Later(TestServer server, int minutes) =>
        server.Clock.GetUtcNow().AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static Task DueAsync(TestServer server, int minutes)
    {
        server.Clock.Move(TimeSpan.FromMinutes(minutes));
        return server.Get<MissedMailJob>().SendDueAsync(CancellationToken.None);
    }
}
