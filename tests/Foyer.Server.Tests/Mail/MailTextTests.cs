using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Mail;

/// <summary>What people write reaches the headers and the text of an e-mail as text.</summary>
public sealed class MailTextTests
{
    [Theory]
    [InlineData("username", "ada\r\nBcc: evil@example.org")]
    [InlineData("email", "ada@example.org\r\nBcc: evil@example.org")]
    [InlineData("email", "ada@example.org,evil@example.org")]
    [InlineData("email", "\"ada\" <evil@example.org>")]
    [InlineData("first_name", "Ada\r\nBcc: evil@example.org")]
    public async Task No_field_of_a_registration_reaches_a_header(string field, string value)
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        using var anonymous = server.Stranger();
        var body = new Dictionary<string, object?>
        {
            ["username"] = "ada",
            ["email"] = "ada@example.org",
            ["password"] = Person.Password,
            [field] = value,
        };

        (await anonymous.PostAsync("/api/register", body)).ShouldBe(400).Errors.ShouldBe([$"{field}: invalid"]);

        (await server.Get<Database>().ReadAsync(db => db.One<long>("select count(*) from mails"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_title_with_line_breaks_of_any_kind_stays_one_line_of_the_subject()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");
        var date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd");

        async Task<Reply> PlanAsync(string title) =>
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title,
                    description = "x",
                    date,
                    visibility = "public",
                    invitees = "ben",
                }
            );

        (await PlanAsync("Picnic\r\nBcc: evil@example.org")).ShouldBe(400);
        var made = (await PlanAsync("Picnic\u0085Bcc:\u2028evil@example.org")).ShouldBe(201).Json;
        await ada.PostAsync($"/api/events/{made.GetProperty("id").GetString()}/invitations", new { invitee = "ben" });

        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe("ben@example.org");
        mail.Source.ReplaceLineEndings("\n")
            .Split("\n\n")[0]
            .Split('\n')
            .ShouldNotContain(line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("=?utf-8?Q?Your_password_has_expired?=")]
    [InlineData("Tea =?utf-8?B?QmNjOiBldmls?= and =?iso-8859-1?q?=41?=")]
    [InlineData(
        "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= an die Stra\u00dfe \ud83c\udf89, \u201cmorgen\u201d, und noch viel l\u00e4nger als eine Zeile"
    )]
    [InlineData("50 % =? of ?= what")]
    public async Task A_title_that_looks_like_an_encoded_word_arrives_as_it_was_written(string title)
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd");
        var made = await ada.PostAsync(
            "/api/events",
            new
            {
                title,
                description = "x",
                date,
                visibility = "public",
            }
        );
        var id = made.ShouldBe(201).Json.GetProperty("id").GetString();
        (await ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "ben" })).Status.ShouldBeLessThan(300);

        var mail = await post.NextAsync();
        mail.Mime.Subject.ShouldBe($"Invitation: {title}");
    }
}
