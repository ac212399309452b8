using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Mail;

public sealed class MailWorkerTests
{
    [Fact]
    public async Task A_registration_is_confirmed_by_mail_and_no_link_is_shown()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        ada.ConfirmationUrl.ShouldBeNull();

        var mail = await post.NextAsync();

        mail.Recipient.ShouldBe("ada@example.org");
        mail.Header("From").ShouldContain("foyer@example.org");
        mail.Header("Message-ID").ShouldEndWith("@example.org>");
        mail.Header("Date").ShouldNotBeEmpty();
        mail.Header("Content-Type").ShouldStartWith("multipart/alternative");
        mail.Words.ShouldContain("<p>Hello ada,</p>");
        mail.Words.ShouldContain($"{server.Address}/confirm?hash={mail.Hash}");
        (await ada.PostAsync("/api/confirm", new { hash = mail.Hash })).ShouldBe(204);
        await ada.SignInAsync();
    }

    [Fact]
    public async Task What_a_server_refuses_for_now_is_sent_later_with_the_same_id()
    {
        using var post = new TestMailServer { Refuse = "450 later" };
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        await post.AskedAsync();
        var before = await server.MailAsync("tries = 1");

        post.Refuse = null;
        server.Clock.Move(TimeSpan.FromMinutes(1));
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");

        var recipients = new[] { await post.NextAsync(), await post.NextAsync() };
        recipients.Select(mail => mail.Recipient).Order().ShouldBe(["ada@example.org", "ben@example.org"]);
        recipients.Single(mail => mail.Recipient.StartsWith("ada")).Header("Message-ID").ShouldBe(before);
    }

    [Fact]
    public async Task A_mail_waits_for_a_server_that_is_down_across_a_restart()
    {
        var folder = TestServer.NewFolder();
        await using (
            var server = await TestServer.StartOnAsync(
                folder,
                "--Foyer:Mail:Enabled=true",
                "--Foyer:Mail:Port=1",
                "--Foyer:Mail:FromAddress=foyer@example.org"
            )
        )
        {
            using var ada = server.Stranger();
            await ada.RegisterAsync("ada");
            await server.MailAsync("tries = 1");
            await server.Get<Writer>().WriteAsync<long>(write => write.Execute("update mails set next_at = 0"));
        }
        using var post = new TestMailServer();
        await using (await TestServer.StartOnAsync(folder, post.Settings))
            (await post.NextAsync()).Recipient.ShouldBe("ada@example.org");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_sent_mail_leaves_no_link_behind()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        await post.NextAsync();

        await server.MailAsync("sent_at is not null and text = '' and html = ''");
    }

    [Fact]
    public async Task Mails_can_go_into_a_folder()
    {
        await using var server = await TestServer.StartAsync(
            "--Foyer:Mail:Enabled=true",
            "--Foyer:Mail:Transport=pickup",
            "--Foyer:Mail:FromAddress=foyer@example.org"
        );
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        await server.MailAsync("sent_at is not null");

        var file = Directory.GetFiles(Path.Combine(server.Data, "mail")).Single();
        (await File.ReadAllTextAsync(file)).ShouldContain("ada@example.org");
    }

    [Fact]
    public async Task A_server_that_says_nothing_keeps_nobody_waiting_and_gets_the_mail_when_it_speaks_again()
    {
        using var post = new TestMailServer { SilentAt = "greeting" };
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartOnAsync(folder, post.Settings))
        {
            using var ada = server.Stranger();
            await ada.RegisterAsync("ada");
            await post.AskedAsync();

            (await ada.PostAsync("/api/password/reset", new { email = ada.Email })).ShouldBe(204);
            (await ada.GetAsync("/health/ready")).ShouldBe(200);
            await server.Get<Writer>().WriteAsync<long>(write => write.Execute("update mails set next_at = 0"));
        }
        post.SilentAt = null;
        await using (await TestServer.StartOnAsync(folder, post.Settings))
            (await post.NextAsync()).Recipient.ShouldBe("ada@example.org");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("greeting")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("mail")]
    public async Task A_server_that_goes_silent_is_given_up_and_gets_all_that_waited_once_it_is_back(string moment)
    {
        using var post = new TestMailServer { SilentAt = moment };
        await using var server = await TestServer.StartAsync([.. post.Settings, "--Foyer:Mail:TimeoutSeconds=1"]);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        await post.AskedAsync();
        await server.MailAsync("tries = 1 and sent_at is null and failed_at is null");

        post.SilentAt = null;
        server.Clock.Move(TimeSpan.FromMinutes(10));
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");

        var recipients = new[] { (await post.NextAsync()).Recipient, (await post.NextAsync()).Recipient };
        recipients.Order().ShouldBe(["ada@example.org", "ben@example.org"]);
    }

    /// <summary>The relay asks the recipient's server and gets no reply; it is silent only for those recipients.</summary>
    [Fact]
    public async Task Recipients_whose_server_says_nothing_delay_nobody_else()
    {
        using var post = new TestMailServer { IsSilentFor = recipient => recipient.StartsWith('x') };
        await using var server = await TestServer.StartAsync([.. post.Settings, "--Foyer:Mail:TimeoutSeconds=600"]);
        for (var number = 0; number < 12; number++)
        {
            using var silent = server.Stranger();
            await silent.RegisterAsync($"x{number}");
        }
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        (await post.NextAsync()).Recipient.ShouldBe("ada@example.org");
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("mail")]
    public async Task A_rejection_for_good_is_final_wherever_the_server_says_it(string moment)
    {
        using var post = new TestMailServer { RefuseAt = (moment, "554 5.7.1 no") };
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        await server.MailAsync("failed_at is not null and tries = 1 and text = '' and error like '%5.7.1 no%'");
    }

    [Theory]
    [InlineData("greeting")]
    [InlineData("EHLO")]
    public async Task A_server_that_lets_nobody_in_is_tried_again(string moment)
    {
        using var post = new TestMailServer { RefuseAt = (moment, "554 not now") };
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        await server.MailAsync("tries = 1 and failed_at is null");
    }

    [Fact]
    public async Task Many_mails_share_a_connection()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        for (var number = 0; number < 10; number++)
        {
            using var person = server.Stranger();
            await person.RegisterAsync($"p{number}");
            await post.NextAsync();
        }

        post.Connections.ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_mail_library_is_loaded_only_where_mail_is_on(bool on)
    {
        using var post = new TestMailServer();
        await using var server = new ServerProcess(on ? post.Settings : []);
        await server.StartAsync();
        await server.RegisterAsync("ada", confirm: !on);
        if (on)
            await post.NextAsync();

        var loaded = await File.ReadAllTextAsync($"/proc/{server.Id}/maps");
        loaded.Contains("MailKit.dll", StringComparison.Ordinal).ShouldBe(on);
        loaded.Contains("MimeKit.dll", StringComparison.Ordinal).ShouldBe(on);
    }
}
