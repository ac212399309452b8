using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Two people talk in a room.</summary>
public sealed class MessagingTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Two_people_find_each_other_by_a_room_name_and_talk_both_ways()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.Context.ClearCookiesAsync();
        await ada.SignInAsync("ada");
        await Expect(ada.Page.GetByText("Login successful!")).ToBeVisibleAsync();
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterByNameAsync("lobby");
        await ben.EnterByNameAsync("Lobby");
        await Expect(ada.Saying("ben has joined the chat")).ToBeVisibleAsync();

        await ada.SendMessageAsync("Is anybody here?");
        await Expect(ben.Saying("Is anybody here?")).ToBeVisibleAsync();
        await ben.SendMessageAsync("I am 👋 — Grüße, 東京");
        await Expect(ada.Saying("I am 👋 — Grüße, 東京")).ToBeVisibleAsync();
        await Expect(ada.Saying("Is anybody here?"))
            .Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("pending"));
    }

    [Fact]
    public async Task Presence_and_typing_are_seen_and_end()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("presence");
        await ben.EnterAsync("presence");
        var here = ada.Page.Locator("[data-group=here]");
        await Expect(here).ToContainTextAsync("ben");

        await ben.Composer.PressSequentiallyAsync("I am thinking");
        await Expect(ada.Page.Locator("typing-indicator")).ToHaveTextAsync("ben is typing…");
        await ben.Composer.PressAsync("Enter");
        await Expect(ada.Page.Locator("typing-indicator")).ToHaveTextAsync("");

        // On another page they are still online; without any page they are not.
        await ben.Page.GotoAsync("/");
        await Expect(ben.Page.GetByText("Welcome back")).ToBeVisibleAsync();
        await Expect(here).ToContainTextAsync("ben");
        await ben.Page.CloseAsync();
        await Expect(here).Not.ToContainTextAsync("ben");
        await Expect(ada.Page.Locator("[data-group=elsewhere]")).ToContainTextAsync("ben");
    }

    [Fact]
    public async Task The_up_arrow_edits_the_last_own_message_and_escape_leaves_it()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("edits");
        await ben.EnterAsync("edits");
        await ada.SendMessageAsync("See you at sven");
        await Expect(ben.Saying("See you at sven")).ToBeVisibleAsync();

        await ada.Composer.PressAsync("ArrowUp");
        await Expect(ada.Composer).ToHaveValueAsync("See you at sven");
        await ada.Composer.PressAsync("Escape");
        await Expect(ada.Composer).ToHaveValueAsync("");
        await ada.Composer.PressAsync("ArrowUp");
        await ada.SendMessageAsync("See you at seven");
        await Expect(ben.Saying("See you at seven")).ToContainTextAsync("(edited)");
        await Expect(ada.Messages.Filter(new() { HasText = "sven" })).ToHaveCountAsync(0);
        await Expect(ada.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_deletion_can_be_taken_back_for_five_seconds_and_then_leaves_a_tombstone()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("deletions");
        await ben.EnterAsync("deletions");
        await ada.SendMessageAsync("Never mind");
        await Expect(ben.Saying("Never mind")).ToBeVisibleAsync();

        await DeleteAsync(ada, "Never mind");
        await ada.Page.ClickAsync("text=Undo");
        await Expect(ada.Saying("Never mind")).ToBeVisibleAsync();
        await DeleteAsync(ada, "Never mind");
        await Expect(ben.Messages.Filter(new() { HasText = "Message deleted" })).ToBeVisibleAsync();
        (await ben.Page.ContentAsync()).ShouldNotContain("Never mind");
    }

    [Fact]
    public async Task What_arrives_live_looks_as_a_fresh_load_shows_it()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("equal");
        await ben.EnterAsync("equal");
        await ada.SendMessageAsync("**bold** and `code` <b>and no HTML</b> https://linden.example/a?b=1");
        await ada.SendMessageAsync("A second in the group");
        await ben.SendMessageAsync("An answer");
        await Expect(ada.Saying("An answer")).ToBeVisibleAsync();
        await ada.Saying("An answer").HoverAsync();
        await ada.Saying("An answer").Locator("[data-act=reply]").ClickAsync();
        await ada.SendMessageAsync("Quoting you");
        await ben.Composer.PressAsync("ArrowUp");
        await ben.SendMessageAsync("A better answer");
        await Expect(ada.Saying("Quoting you")).ToContainTextAsync("A better answer");
        await DeleteAsync(ada, "A second in the group");
        await Expect(ben.Messages.Filter(new() { HasText = "Message deleted" })).ToHaveCountAsync(1);

        var live = await ben.ReadLogAsync();
        live.Length.ShouldBeGreaterThan(6);
        await ben.Page.ReloadAsync();
        await Expect(ben.Page.Locator("[data-group=here]")).ToContainTextAsync("ada");
        (await ben.ReadLogAsync()).ShouldBe(live);
        (await ben.Page.Locator(".message__said b").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("en-US")]
    public async Task A_short_message_in_a_group_takes_one_line_whatever_clock_the_reader_has(string language)
    {
        await using var ada = await server.WelcomeAsync("ada", new Window(Language: language));
        await ada.EnterAsync($"lines {language}");
        await ada.SendMessageAsync("first");
        await ada.SendMessageAsync("second");

        var line = await ada.Saying("second").Locator(".message__said p").BoundingBoxAsync();
        var row = await ada.Saying("second").BoundingBoxAsync();
        row!.Height.ShouldBeLessThan(line!.Height * 1.5f);
    }

    [Fact]
    public async Task What_is_written_from_right_to_left_is_shown_so()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("scripts");
        await ada.SendMessageAsync("מי בא מחר?");
        await ada.SendMessageAsync("Who comes tomorrow?");

        (await EndsLeftOfItsBeginningAsync(ada, "מי בא מחר?")).ShouldBeTrue();
        (await EndsLeftOfItsBeginningAsync(ada, "Who comes tomorrow?")).ShouldBeFalse();
    }

    [Fact]
    public async Task Leaving_asks_first_and_tells_the_others()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("leaving");
        await ben.EnterAsync("leaving");
        await ben.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Leave" }).First.ClickAsync();
        await ben.Page.ClickAsync("dialog >> text=Stay");
        await Expect(ben.Composer).ToBeVisibleAsync();
        await ben.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Leave" }).First.ClickAsync();
        await ben.Page.ClickAsync("dialog >> text=Leave the room");
        await ben.Page.WaitForURLAsync("**/room");
        await Expect(ada.Saying("ben has left the chat")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator(".members")).Not.ToContainTextAsync("ben");
    }

    private static Task<bool> EndsLeftOfItsBeginningAsync(BrowserUser person, string text) =>
        person
            .Saying(text)
            .Locator(".message__said p")
            .EvaluateAsync<bool>(
                """
                words => {
                  const [node] = words.childNodes;
                  const left = (from) => {
                    const range = document.createRange();
                    range.setStart(node, from);
                    range.setEnd(node, from + 1);
                    return range.getBoundingClientRect().left;
                  };
                  return left(node.data.length - 1) < left(0);
                }
                """
            );

    private static async Task DeleteAsync(BrowserUser person, string text)
    {
        await person.OpenMenuAsync(text);
        await person.ChooseAsync("Delete");
    }
}
