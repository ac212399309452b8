using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Moderation;

public sealed class MailAdminTests
{
    [Fact]
    public async Task The_outbox_tells_what_waits_why_and_until_when_but_not_whose_it_is()
    {
        using var post = new TestMailServer { Refuse = "450 4.7.1 later, please" };
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        (await ben.PostAsync("/api/password/reset", new { email = ben.Email })).ShouldBe(204);
        await post.AskedAsync();
        await server.MailAsync("tries = 1");

        var outbox = (await ada.GetAsync("/api/admin/mail")).ShouldBe(200).Json;

        outbox.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        outbox.GetProperty("waiting").GetInt64().ShouldBe(1);
        var line = outbox.GetProperty("results")[0];
        line.GetProperty("state").GetString().ShouldBe("waiting");
        line.GetProperty("recipient").GetString().ShouldBe("b…@example.org");
        line.GetProperty("tries").GetInt64().ShouldBe(1);
        line.GetProperty("error").GetString()!.ShouldContain("later, please");
        line.GetProperty("next_at").GetString().ShouldNotBeNull();
        (await ada.GetAsync("/admin/mail")).ShouldBe(200).Text.ShouldContain("later, please");
        (await ben.GetAsync("/api/admin/mail")).ShouldRefuse(403, "permission_denied");
        (await ben.GetAsync("/admin/mail")).ShouldBe(404);
    }

    [Fact]
    public async Task A_test_mail_goes_to_whoever_asks_for_it()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await ada.PostAsync("/api/admin/mail/test")).ShouldBe(204);

        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe("ada@example.org");
        mail.Words.ShouldContain("this is the test mail");
        (await ben.PostAsync("/api/admin/mail/test")).ShouldRefuse(403, "permission_denied");
        (await ada.GetAsync("/api/admin/audit")).Text.ShouldContain("test_mail");
    }

    [Fact]
    public async Task Where_mail_is_off_it_says_so()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await ada.PostAsync("/api/admin/mail/test")).ShouldRefuse(409, "mail_off");
        (await ada.GetAsync("/admin/mail")).Text.ShouldContain("Mail is off");
    }
}
