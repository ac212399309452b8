using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Mail;

/// <summary>An e-mail that cannot be sent at all keeps no other from being sent.</summary>
public sealed class MailFaultTests
{
    /// <summary>Rows that older versions stored, or that no version should have.</summary>
    [Theory]
    [InlineData("recipient = 'a@xn--a.de'")]
    [InlineData("recipient = 'nobody'")]
    [InlineData("recipient = ''")]
    [InlineData("recipient = 'a b@example.org'")]
    [InlineData("message_id = ''")]
    [InlineData("expires_at = 'soon'")]
    [InlineData("text = x'fffe'")]
    public async Task A_mail_that_cannot_be_made_blocks_no_other_is_shown_and_abandoned(string poison)
    {
        using var post = new TestMailServer();
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartOnAsync(folder, [.. post.Settings, "--Foyer:Mail:Port=1"]))
        {
            using var ada = server.Stranger();
            await ada.RegisterAsync("ada");
            using var ben = server.Stranger();
            await ben.RegisterAsync("ben");
            await server.MailAsync("tries = 1 and recipient = 'ada@example.org'");
            await server.MailAsync("tries = 1 and recipient = 'ben@example.org'");
            await server.ExecuteAsync("update users set verified_at = 1 where id = @Id", new { ada.Id });
            await server.ExecuteAsync($"update mails set {poison} where recipient = @Email", new { ada.Email });
            await server.Get<Writer>().WriteAsync<long>(write => write.Execute("update mails set next_at = 0"));
        }

        await using (var server = await TestServer.StartOnAsync(folder, post.Settings))
        {
            (await post.NextAsync()).Recipient.ShouldBe("ben@example.org");
            using var ada = server.Stranger();
            await ada.NamedAsync("ada");
            for (var attempt = 0; await AbandonedAsync(server) == 0; attempt++)
            {
                attempt.ShouldBeLessThan(20);
                await server.Get<Writer>().WriteAsync<long>(write => write.Execute("update mails set next_at = 0"));
                using var next = server.Stranger();
                await next.RegisterAsync($"next{attempt}");
                await post.NextAsync();
                await server.Get<MailWorkerLog>().NextAsync();
            }
            (await ada.GetAsync("/admin/mail")).ShouldBe(200).Text.ShouldContain("1 failed");
            (await ada.GetAsync("/admin")).ShouldBe(200).Text.ShouldContain("Background work");
        }
        Directory.Delete(folder, recursive: true);
    }

    private static Task<long> AbandonedAsync(TestServer server) =>
        server
            .Get<Database>()
            .ReadAsync(db =>
                db.One<long>("select count(*) from failed_items where queue = 'mail' and abandoned_at is not null")
            );
}
