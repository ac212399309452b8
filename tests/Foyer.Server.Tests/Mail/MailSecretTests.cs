using System.Text;
using Foyer.Server.Gateways.Console;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Mail;

/// <summary>Links in the mail queue give access to accounts: the database does not contain them in plain text, and no backup sends them twice.</summary>
public sealed class MailSecretTests
{
    [Theory]
    [InlineData("confirm")]
    [InlineData("reset")]
    [InlineData("email")]
    public async Task A_links_secret_is_nowhere_in_the_data_folder_neither_before_nor_after_it_was_sent(string purpose)
    {
        using var post = new TestMailServer { Refuse = "450 later" };
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartOnAsync(folder, post.Settings))
        {
            using var ada = server.Stranger();
            await ada.RegisterAsync("ada");
            if (purpose != "confirm")
                await server.ExecuteAsync("update users set verified_at = 1 where id = @Id", new { ada.Id });
            if (purpose == "reset")
                (await ada.PostAsync("/api/password/reset", new { email = ada.Email })).ShouldBe(204);
            if (purpose == "email")
            {
                await ada.SignInAsync();
                var changed = new { email = "ada@example.net", password = Person.Password };
                (await ada.PatchAsync("/api/users/me", changed)).ShouldBe(200);
            }
            await server.MailAsync($"tries = 1 and id = {(purpose == "confirm" ? 1 : 2)}");
            await server.MailAsync("tries = 1 and id = 1");
            Holds(folder, "hash=").ShouldBeFalse();

            post.Refuse = null;
            server.Clock.Move(TimeSpan.FromMinutes(1));
            await server.Get<Writer>().WriteAsync<long>(write => write.Execute("update mails set next_at = 0"));
            using var ben = server.Stranger();
            await ben.RegisterAsync("ben");
            for (var mail = 0; mail < (purpose == "confirm" ? 2 : 3); mail++)
            {
                var hash = (await post.NextAsync()).Hash;
                hash.Length.ShouldBe(22);
                Holds(folder, hash).ShouldBeFalse();
            }
            // Guards the look itself: what the database does hold is found.
            Holds(folder, "ada@example.org").ShouldBeTrue();
            await server.MailAsync("sent_at is not null and body is null and unsubscribe is null");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Mails_that_an_older_version_put_in_are_sent()
    {
        using var post = new TestMailServer { Refuse = "450 later" };
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartOnAsync(folder, post.Settings))
        {
            using var ada = server.Stranger();
            await ada.RegisterAsync("ada");
            await server.MailAsync("tries = 1");
            await server.ExecuteAsync(
                "update mails set body = null, link = null, mailbox = null, next_at = 0, text = 'As it was: /confirm?hash=abcdefghijklmnopqrstuv', html = '<p>As it was</p>', unsubscribe = @link",
                new { link = "https://chat.example.org/unsubscribe?user=1&key=x" }
            );
        }
        post.Refuse = null;
        await using (var server = await TestServer.StartOnAsync(folder, post.Settings))
        {
            var mail = await post.NextAsync();
            mail.Words.ShouldContain("As it was: /confirm?hash=abcdefghijklmnopqrstuv");
            mail.Header("List-Unsubscribe").ShouldBe("<https://chat.example.org/unsubscribe?user=1&key=x>");
            await server.MailAsync("sent_at is not null and text = '' and html = '' and unsubscribe is null");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restored_backup_sends_no_link_that_is_dead_and_lists_the_other_mails(bool older)
    {
        using var post = new TestMailServer { Refuse = "450 later" };
        var folder = TestServer.NewFolder();
        var backup = Path.Combine(folder, "all.tar.gz");
        await using (var server = await TestServer.StartOnAsync(folder, post.Unconfirmed))
        {
            using var ada = await server.RegisterAsync("ada");
            using var ben = await server.RegisterAsync("ben");
            (await ben.PostAsync("/api/password/reset", new { email = ben.Email })).ShouldBe(204);
            await server.MailAsync("tries = 1");
            (await ada.PostAsync("/api/admin/mail/test")).ShouldBe(204);
            await server.MailAsync("tries = 1 and recipient = 'ada@example.org'");
            if (older)
                await server.ExecuteAsync(
                    "update mails set body = null, link = null, text = 'x /password-save?hash=abcdefghijklmnopqrstuv' where recipient = @Email",
                    new { ben.Email }
                );
            await server.Get<Backup>().WriteAsync(backup, CancellationToken.None);
        }
        var restored = TestServer.NewFolder();
        using var output = new StringWriter();

        var exit = await AdminClient.RunAsync(
            ["--data", restored, "restore", backup],
            output,
            output,
            (server, alone, text) => ConsoleGateway.RunAloneAsync(Program.Build(server), alone, text)
        );

        exit.ShouldBe(0, output.ToString());

        output.ToString().ShouldContain("no longer work: 1.");
        output.ToString().ShouldContain("will be sent when the server starts: 1.");
        output.ToString().ShouldContain("a…@example.org");
        output.ToString().ShouldNotContain("b…@example.org");
        post.Refuse = null;
        await using (var server = await TestServer.StartOnAsync(restored, post.Unconfirmed))
        {
            await server.Get<Writer>().WriteAsync<long>(write => write.Execute("update mails set next_at = 0"));
            using var cleo = await server.RegisterAsync("cleo");
            (await cleo.PostAsync("/api/password/reset", new { email = cleo.Email })).ShouldBe(204);
            var recipients = new[] { (await post.NextAsync()).Recipient, (await post.NextAsync()).Recipient };
            recipients.Order().ShouldBe(["ada@example.org", "cleo@example.org"]);
        }
        Directory.Delete(folder, recursive: true);
        Directory.Delete(restored, recursive: true);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("https://chat.example.org", 0)]
    public async Task Mail_without_a_public_address_is_warned_of_once(string? address, int times)
    {
        using var post = new TestMailServer();
        var folder = TestServer.NewFolder();
        string[] settings = address is null ? post.Settings : [.. post.Settings, $"--Foyer:PublicUrl={address}"];
        await using (await TestServer.StartOnAsync(folder, settings)) { }

        var log = string.Concat(
            Directory.GetFiles(Path.Combine(folder, "logs"), "server-*.log").Select(File.ReadAllText)
        );
        log.Split("Set Foyer:PublicUrl").Length.ShouldBe(times + 1, log);
        Directory.Delete(folder, recursive: true);
    }

    private static bool Holds(string folder, string text)
    {
        var sought = Encoding.UTF8.GetBytes(text);
        return Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("admin.sock" or "server.lock"))
            .Any(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return bytes.AsSpan().IndexOf(sought) >= 0;
            });
    }
}
