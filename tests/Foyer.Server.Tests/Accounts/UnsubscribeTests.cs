using System.Text.RegularExpressions;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Accounts;

public sealed partial class UnsubscribeTests : IAsyncLifetime
{
    private readonly MailServer post = new();
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync([.. post.Settings, "--Foyer:Registration:ConfirmEmail=false"]);
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
    }

    public async Task DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        await server.DisposeAsync();
        post.Dispose();
    }

    [Fact]
    public async Task One_press_in_the_mail_program_ends_mails_about_events_and_nothing_else()
    {
        await InviteAsync("First");
        var mail = await post.NextAsync();
        mail.Header("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        var link = LinkOf(mail);
        mail.Words.ShouldContain(link);

        using var program = new HttpClient();
        var looked = await program.GetAsync(link);
        ((int)looked.StatusCode).ShouldBe(200);
        (await WantsAsync()).ShouldBeTrue();
        var pressed = await program.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));

        ((int)pressed.StatusCode).ShouldBe(200);
        (await WantsAsync()).ShouldBeFalse();
        await InviteAsync("Second");
        (await ben.PostAsync("/api/password/reset", new { email = ben.Email })).ShouldBe(204);
        (await post.NextAsync()).Hash.ShouldNotBeEmpty();
        (await ben.GetAsync("/api/notifications")).Text.ShouldContain("Second");
    }

    [Fact]
    public async Task Who_said_no_may_say_yes_again()
    {
        (await ben.PatchAsync("/api/users/me", new { event_mails = false })).ShouldBe(200);
        await InviteAsync("Unheard");
        (await ben.PatchAsync("/api/users/me", new { event_mails = true })).ShouldBe(200);
        await InviteAsync("Heard");

        (await post.NextAsync()).Header("Subject").ShouldContain("Heard");
        post.Mails.ShouldBeEmpty();
        (await ben.PatchAsync("/api/users/me", new { event_mails = (bool?)null })).ShouldRefuse(400, "null");
    }

    [Theory]
    [InlineData("/unsubscribe")]
    [InlineData("/unsubscribe?user=2&key=wrong")]
    [InlineData("/unsubscribe?user=x&key=%00")]
    public async Task A_link_that_is_not_ours_changes_nothing(string link)
    {
        using var program = new HttpClient { BaseAddress = new Uri(server.Address) };

        (await program.GetStringAsync(link)).ShouldContain("not one of ours");
        ((int)(await program.PostAsync(link, null)).StatusCode).ShouldBe(400);

        (await WantsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_mail_about_the_account_itself_cannot_be_refused()
    {
        (await ben.PostAsync("/api/password/reset", new { email = ben.Email })).ShouldBe(204);

        (await post.NextAsync()).Source.ShouldNotContain("List-Unsubscribe");
    }

    private async Task InviteAsync(string title)
    {
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
    }

    private async Task<bool> WantsAsync() =>
        (await ben.GetAsync("/api/users/me")).Json.GetProperty("event_mails").GetBoolean();

    private static string LinkOf(ReceivedMail mail) =>
        Header().Match(mail.Source.Replace("\r\n ", "").Replace("\n ", "")).Groups[1].Value;

    [GeneratedRegex("List-Unsubscribe: <([^>]+)>")]
    private static partial Regex Header();
}
