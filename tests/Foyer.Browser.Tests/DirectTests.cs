using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Conversations of two, in the three cases: both there, the other one elsewhere, the other one away.</summary>
public sealed class DirectTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Both_there_talk_live_from_a_first_message_with_a_subject_on()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ben.Page.Clock.InstallAsync();
        await ada.Page.GotoAsync("/chat/ben");
        await ada.Page.FillAsync("#subject", "Tonight");
        await ada.Page.FillAsync("#text", "Are you coming?");
        await ada.Page.ClickAsync("text=Open the conversation");
        await ada.Page.WaitForURLAsync("**/rooms/*");
        await Expect(ada.Saying("Are you coming?")).ToBeVisibleAsync();

        await ben.Page.GotoAsync("/chat/ada");
        await Expect(ben.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("ada"));
        await Expect(ben.Saying("Are you coming?")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("[data-group=here]")).ToContainTextAsync("ben");
        await ben.SendMessageAsync("At seven.");
        await Expect(ada.Saying("At seven.")).ToBeVisibleAsync();
        await ada.SendMessageAsync("Good.");
        await Expect(ben.Saying("Good.")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("absent-notice")).ToBeHiddenAsync();
        await Expect(ben.Page.Locator(".toast").Filter(new() { HasText = "ada writes" })).ToHaveCountAsync(0);

        var his = ada.Page.Locator("[data-group=here] li").Filter(new() { HasText = "ben" }).Locator(".presence");
        var place = ada
            .Page.Locator(".sidebar [data-kind=direct]")
            .Filter(new() { HasText = "ben" })
            .Locator(".presence");
        await ben.Page.Clock.FastForwardAsync("10:00");
        await Expect(his).ToHaveTextAsync("away");
        await Expect(place).ToHaveTextAsync("away");
        await ada.ReloadAsync();
        await Expect(his).ToHaveTextAsync("away");
        await ben.Page.Keyboard.PressAsync("Shift");
        await Expect(his).ToHaveTextAsync("online");
        await Expect(place).ToHaveTextAsync("online");
    }

    [Fact]
    public async Task Who_is_elsewhere_hears_of_it_and_switches_there()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var cleo = await server.WelcomeAsync("cleo");
        await cleo.GoAsync("/event-overview");
        await OpenAsync(ada, "cleo");

        await ada.SendMessageAsync("Look here, please");

        var toast = cleo.Page.Locator(".toast").Filter(new() { HasText = "ada writes to you" });
        await Expect(toast).ToContainTextAsync("Look here, please");
        // A toast that one points at stays.
        await toast.HoverAsync();
        await Expect(cleo.Page.Locator(".mainnav inbox-count .count")).ToContainTextAsync("1");
        await Expect(ada.Page.Locator("absent-notice")).ToBeHiddenAsync();
        await toast.Locator(".toast__act").ClickAsync();
        await cleo.Page.WaitForURLAsync("**/rooms/*");
        await Expect(cleo.Saying("Look here, please")).ToBeVisibleAsync();
        await Expect(cleo.Page.Locator(".mainnav inbox-count .count")).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("[data-group=here]")).ToContainTextAsync("cleo");
    }

    [Fact]
    public async Task A_message_to_who_is_away_waits_and_the_sender_is_told()
    {
        await using (await server.WelcomeAsync("dora"))
        {
            // Only the account is needed.
        }
        await using var ada = await server.WelcomeAsync("ada");
        await OpenAsync(ada, "dora");

        await ada.PostAsync("Whenever you come");

        var away = ada.Page.Locator("absent-notice");
        await Expect(away).ToContainTextAsync("dora is not here. Your message waits.");
        await Expect(away.Locator("button")).ToBeHiddenAsync();
        await using var back = await server.WelcomeAsync("dora");
        await back.Page.GotoAsync("/chat");
        var row = back
            .Page.Locator("#conversations li, #conversations .list__row")
            .Filter(new() { HasText = "ada" })
            .First;
        await Expect(row).ToContainTextAsync("Whenever you come");
        await back.Page.GotoAsync("/chat/ada");
        await Expect(back.Saying("Whenever you come")).ToBeVisibleAsync();
        await Expect(away).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_list_follows_what_is_said_elsewhere_and_who_comes_and_goes()
    {
        await using var ben = await server.WelcomeAsync("ben");
        await using var dora = await server.WelcomeAsync("dora");
        await dora.EnterAsync("hall");
        await ben.EnterAsync("hall");
        await OpenAsync(dora, "ben");
        await dora.PostAsync("first");
        await ben.GoAsync("/chat");
        var row = ben.Page.Locator("#conversations .list__row").Filter(new() { HasText = "dora" });
        await Expect(row).ToContainTextAsync("first");
        await Expect(row.Locator(".presence")).ToHaveTextAsync("online");

        await dora.SendMessageAsync("second, and last");

        await Expect(row).ToContainTextAsync("second, and last");
        await Expect(row.Locator(".count")).ToContainTextAsync("2");
        await Expect(
                ben.Page.Locator(".sidebar [data-kind=direct]").Filter(new() { HasText = "dora" }).Locator(".count")
            )
            .ToContainTextAsync("2");

        var place = ben.Page.Locator(".sidebar [data-kind=direct]").Filter(new() { HasText = "dora" });
        await Expect(place.Locator(".presence")).ToHaveTextAsync("online");
        await dora.Page.GotoAsync("about:blank");
        await Expect(place.Locator(".presence")).ToHaveTextAsync("offline");
        await Expect(row.Locator(".presence")).ToHaveTextAsync("offline");
        await dora.Page.GotoAsync("/");
        await Expect(place.Locator(".presence")).ToHaveTextAsync("online");
        await Expect(row.Locator(".presence")).ToHaveTextAsync("online");
    }

    [Fact]
    public async Task A_stranger_asks_and_is_refused_until_one_turns_to_them()
    {
        await using var emil = await server.WelcomeAsync("emil");
        await using var fay = await server.WelcomeAsync("fay");
        await fay.GoAsync("/chat");
        await OpenAsync(emil, "fay");
        await emil.SendMessageAsync("Buy my watches");

        var request = fay.Page.Locator("#conversations .list__row").Filter(new() { HasText = "Buy my watches" });
        await Expect(request).ToBeVisibleAsync();
        await request.GetByText("Refuse").ClickAsync();
        await Expect(fay.Page.Locator("#conversations")).ToContainTextAsync("No conversation yet");
        await emil.SendMessageAsync("Cheap ones");
        await Expect(emil.Saying("Cheap ones")).ToContainTextAsync("does not take messages from you");

        await OpenAsync(fay, "emil");
        await emil.Saying("Cheap ones").GetByText("Retry").ClickAsync();
        await Expect(fay.Saying("Cheap ones")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_name_that_nobody_has_comes_back_with_the_reason()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using (await server.WelcomeAsync("cleo")) { }
        await ada.Page.GotoAsync("/chat");
        await ada.Page.ClickAsync("summary");
        await ada.Page.FillAsync("#text", "I wrote all this");
        await ada.Page.FillAsync("#name", "cle");
        await ada.Page.ClickAsync("text=Open the conversation");

        await Expect(ada.Page.Locator("#name-error")).ToHaveTextAsync("Nobody here has this name.");
        await Expect(ada.Page.Locator("#text")).ToHaveValueAsync("I wrote all this");
        await Expect(ada.Page.Locator("main a.chip")).ToHaveTextAsync("cleo");
    }

    private static async Task OpenAsync(BrowserUser person, string name)
    {
        await person.Page.GotoAsync($"/chat/{name}");
        if (person.Page.Url.Contains("/chat/", StringComparison.Ordinal))
            await person.Page.ClickAsync("text=Open the conversation");
        await person.Page.WaitForURLAsync("**/rooms/*");
        await person.BeReadyAsync();
        await person.HearAsync();
    }
}
