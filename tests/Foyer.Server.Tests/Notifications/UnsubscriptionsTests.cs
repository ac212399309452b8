using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Notifications;

public sealed partial class UnsubscriptionsTests : IAsyncLifetime
{
    private readonly TestMailServer post = new();
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync([.. post.Settings, "--Foyer:Registration:ConfirmEmail=false"]);
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
    }

    public async ValueTask DisposeAsync()
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

    /// <summary>Mail programs send it from a page of their own, from none at all, or in a browser that is signed in here.</summary>
    [Theory]
    [InlineData("https://mail.example.com", false)]
    [InlineData("null", false)]
    [InlineData(null, false)]
    [InlineData("https://mail.example.com", true)]
    [InlineData(null, true)]
    public async Task The_links_key_is_enough_wherever_the_press_comes_from(string? origin, bool signedIn)
    {
        await InviteAsync("First");
        var link = LinkOf(await post.NextAsync());
        using var program = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, link)
        {
            Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (signedIn)
            request.Headers.Add("Cookie", $"foyer_token={ben.Token}");
        request.Headers.TryAddWithoutValidation("User-Agent", "Test/1.0");

        ((int)(await program.SendAsync(request)).StatusCode).ShouldBe(200);

        (await WantsAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("events", false, true)]
    [InlineData("missed", true, false)]
    public async Task A_link_ends_one_kind_of_mail(string category, bool events, bool missed)
    {
        var link = server.Get<Foyer.Server.Notifications.Unsubscriptions>().CreateLink(ben.Id, category);
        using var program = new HttpClient();

        (await program.GetStringAsync(link)).ShouldContain(
            category == "events" ? "about events" : "about what you missed"
        );
        ((int)(await program.PostAsync(link, null)).StatusCode).ShouldBe(200);
        var other = link.Replace(category, category == "events" ? "missed" : "events");
        ((int)(await program.PostAsync(other, null)).StatusCode).ShouldBe(400);

        var wants = (await ben.GetAsync("/api/users/me")).Json;
        wants.GetProperty("event_mails").GetBoolean().ShouldBe(events);
        wants.GetProperty("mail_missed").GetBoolean().ShouldBe(missed);
    }

    [Fact]
    public async Task Who_wants_no_mail_about_what_they_missed_learns_that_their_event_is_cancelled()
    {
        await InviteAsync("Cinema");
        await post.NextAsync();
        var id = (await ben.GetAsync("/api/events")).Json.GetProperty("results")[0].GetProperty("id").GetString();
        (await ben.PutAsync($"/api/events/{id}/booking")).Status.ShouldBeLessThan(300);
        using var program = new HttpClient();
        await program.PostAsync(
            server.Get<Foyer.Server.Notifications.Unsubscriptions>().CreateLink(ben.Id, "missed"),
            null
        );

        (await ada.PostAsync($"/api/events/{id}/cancel", new { })).Status.ShouldBeLessThan(300);

        (await post.NextAsync()).Header("Subject").ShouldContain("Cancelled: Cinema");
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
