using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

/// <summary>The pages before sign-in: links in e-mails, and where sign-in leads.</summary>
public sealed class SignInPagesTests
{
    [Fact]
    public async Task A_link_that_confirms_nothing_leads_to_where_another_one_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        var hash = ada.ConfirmationUrl!.Split("hash=")[1];
        (await ada.GetAsync($"/confirm?hash={hash}")).Headers.Location!.ToString().ShouldBe("/confirm?success");

        foreach (var wrong in new[] { "unknown", "", "%00", new string('x', 5000) })
        {
            var turned = (await ada.GetAsync($"/confirm?hash={wrong}")).ShouldBe(302);
            turned.Headers.Location!.ToString().ShouldBe("/confirm?error", wrong);
        }
        (await ada.GetAsync("/confirm?error"))
            .ShouldBe(200)
            .Text.ShouldContain("This link is used, expired or unknown.");
        foreach (var page in new[] { "/confirm?error", "/confirm" })
            (await ada.GetAsync(page)).ShouldBe(200).Text.ShouldContain("Show the link");
    }

    [Fact]
    public async Task A_new_link_is_sent_from_the_page_and_works()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        await post.NextAsync();

        var sent = await ada.FillInAsync("/confirm", ("login", "ada"));
        sent.ShouldBe(302).Headers.Location!.ToString().ShouldBe("/confirm?pending");

        var fresh = (await post.NextAsync()).Hash;
        (await ada.GetAsync($"/confirm?hash={fresh}")).Headers.Location!.ToString().ShouldBe("/confirm?success");
    }

    [Theory]
    [InlineData("/events", "/events")]
    [InlineData("/rooms/1?before=7", "/rooms/1?before=7")]
    [InlineData("//elsewhere.example", "/room")]
    [InlineData("https://elsewhere.example", "/room")]
    [InlineData("/\\elsewhere.example", "/room")]
    [InlineData("/\r\nSet-Cookie: a=b", "/room")]
    [InlineData("javascript:alert(1)", "/room")]
    public async Task After_signing_in_one_is_led_only_to_places_of_this_house(string asked, string led)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var again = server.Stranger();

        var reply = await again.FillInAsync(
            $"/login?returnUrl={Uri.EscapeDataString(asked)}",
            ("login", "ada"),
            ("password", Person.Password)
        );

        reply.ShouldBe(302).Headers.Location!.ToString().ShouldBe(led);
    }
}
