using System.Net.Http.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Mail;

/// <summary>The connection to the SMTP server.</summary>
public sealed class MailEncryptionTests
{
    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public async Task The_connection_can_be_encrypted(string security)
    {
        var folder = TestServer.NewFolder();
        Certificate.Write(folder, "localhost");
        using var post = new TestMailServer(folder, security);
        await using var server = new ServerProcess([.. post.Settings, $"--Foyer:Mail:Security={security}"])
        {
            Environment = { ["SSL_CERT_FILE"] = Path.Combine(folder, "cert.pem") },
        };
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        await http.PostAsJsonAsync(
            "/api/register",
            new
            {
                username = "ada",
                email = "ada@example.org",
                password = Person.Password,
            }
        );

        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe("ada@example.org");
        post.IsEncrypted.ShouldBeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public async Task No_mail_goes_to_a_server_whose_certificate_nobody_vouches_for(string security)
    {
        var folder = TestServer.NewFolder();
        Certificate.Write(folder, "localhost");
        using var post = new TestMailServer(folder, security);
        await using var server = await TestServer.StartAsync([.. post.Settings, $"--Foyer:Mail:Security={security}"]);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        await server.MailAsync("tries = 1 and error like '%ertificate%'");
        post.Mails.ShouldBeEmpty();
        Directory.Delete(folder, recursive: true);
    }
}
