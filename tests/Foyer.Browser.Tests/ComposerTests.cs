using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>What the composer suggests, and what becomes of commands.</summary>
public sealed class ComposerTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Names_are_completed_by_keys_and_the_named_one_sees_it()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        await ada.EnterAsync("names");
        await ben.EnterAsync("names");
        await Expect(ada.Page.Locator("[data-group=here]")).ToContainTextAsync("ben");

        await ada.Composer.PressSequentiallyAsync("Thanks @b");
        await Expect(Options(ada).First).ToContainTextAsync("ben");
        await Expect(ada.Composer).ToHaveAttributeAsync("aria-activedescendant", "option-0");
        await Expect(Options(ada).First).ToHaveAttributeAsync("aria-selected", "true");
        await ada.Composer.PressAsync("Tab");
        await Expect(ada.Composer).ToHaveValueAsync("Thanks @ben ");
        await Expect(Options(ada)).ToHaveCountAsync(0);
        await ada.Composer.PressSequentiallyAsync("and @cl");
        await Expect(Options(ada).First).ToContainTextAsync("not in this room");
        await ada.Composer.PressAsync("Enter");
        await Expect(ada.Composer).ToHaveValueAsync("Thanks @ben and @cleo ");
        await ada.Composer.PressAsync("Enter");
        await Expect(ben.Saying("Thanks @ben and @cleo")).ToHaveClassAsync(new Regex("message--mention"));
        await Expect(ben.Saying("Thanks @ben").Locator(".mention--me")).ToHaveTextAsync("@ben");
    }

    [Fact]
    public async Task Escape_closes_the_suggestions_and_leaves_the_words()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("escapes");
        await ada.Composer.PressSequentiallyAsync("nice :hea");
        await Expect(Options(ada).First).ToContainTextAsync(":heart:");
        await ada.Composer.PressAsync("Escape");
        await Expect(Options(ada)).ToHaveCountAsync(0);
        await Expect(ada.Composer).ToHaveValueAsync("nice :hea");
        await ada.Composer.PressSequentiallyAsync("r");
        await Options(ada).First.ClickAsync();
        await Expect(ada.Composer).ToHaveValueAsync("nice ❤️ ");
        await Expect(ada.Composer).ToBeFocusedAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Emoji", Exact = true }).ClickAsync();
        await ada.Page.Keyboard.TypeAsync("tada");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Composer).ToHaveValueAsync("nice ❤️ 🎉");
        await Expect(ada.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Rooms_are_suggested_behind_their_sign()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("greenhouse");
        await ada.EnterAsync("elsewhere");
        await ada.Composer.PressSequentiallyAsync("see #gree");
        await Expect(Options(ada)).ToHaveCountAsync(1);
        await ada.Composer.PressAsync("Enter");
        await Expect(ada.Composer).ToHaveValueAsync("see #greenhouse ");
    }

    [Fact]
    public async Task Only_permitted_commands_are_offered_and_help_is_shown_to_oneself_alone()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("commands");
        await ben.EnterAsync("commands");
        await ada.Composer.PressSequentiallyAsync("/k");
        await Expect(Options(ada).First).ToContainTextAsync("/kick NAME SECONDS");
        await ada.Composer.FillAsync("");

        await ben.Composer.PressSequentiallyAsync("/");
        await Expect(Options(ben).First).ToBeVisibleAsync();
        await Expect(Options(ben).Filter(new() { HasText = "/kick" })).ToHaveCountAsync(0);
        await ben.Composer.PressSequentiallyAsync("hel");
        await Expect(Options(ben)).ToHaveCountAsync(1);
        await ben.Composer.PressAsync("Tab");
        await ben.Composer.PressAsync("Enter");
        var answer = ben.Page.Locator(".message--answer");
        await Expect(answer).ToContainTextAsync("Only you see this");
        await Expect(answer).ToContainTextAsync("/join ROOM");
        await ben.SendMessageAsync("After the help");
        await Expect(ada.Saying("After the help")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator(".message--answer")).ToHaveCountAsync(0);
        await answer.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(answer).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_unknown_command_is_not_sent_and_can_be_sent_as_a_message()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("slashes");
        await ben.EnterAsync("slashes");
        await ada.SendMessageAsync("/shrug at all");
        var failed = ada.Page.Locator(".message--failed");
        await Expect(failed).ToContainTextAsync("There is no command /shrug");
        await failed.GetByRole(AriaRole.Button, new() { Name = "Send as message" }).ClickAsync();
        await Expect(ben.Saying("/shrug at all")).ToBeVisibleAsync();
        await Expect(failed).ToHaveCountAsync(0);

        await ada.SendMessageAsync("/kick ben");
        await Expect(failed).ToContainTextAsync("/kick NAME SECONDS");
        await Expect(failed.GetByRole(AriaRole.Button, new() { Name = "Send as message" })).ToBeHiddenAsync();
        await failed.Locator("[data-act=discard]").ClickAsync();
        await ada.SendMessageAsync("/join another slash room");
        await ada.Page.WaitForURLAsync(new Regex(@"/rooms/\d+$"));
        await Expect(ada.Page.Locator("[data-room-name]")).ToHaveTextAsync("another slash room");
    }

    [Fact]
    public async Task Markdown_is_shown_and_nothing_of_it_is_HTML()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("markdown");
        await ben.EnterAsync("markdown");
        await ada.Composer.FillAsync(
            "**bold** and *italic* and `code`\n> a quote\n- one\n- two\n1. first\n2. second\n[the plan](https://linden.example/plan) <img src=x onerror=alert(1)> [bad](javascript:alert(1))"
        );
        await ada.Composer.PressAsync("Enter");
        var said = ben.Saying("bold").Locator(".message__said");
        await Expect(said.Locator("strong")).ToHaveTextAsync("bold");
        await Expect(said.Locator("em")).ToHaveTextAsync("italic");
        await Expect(said.Locator("code")).ToHaveTextAsync("code");
        await Expect(said.Locator("blockquote")).ToHaveTextAsync("a quote");
        await Expect(said.Locator("ul > li")).ToHaveTextAsync(["one", "two"]);
        await Expect(said.Locator("ol > li")).ToHaveTextAsync(["first", "second"]);
        await Expect(said.Locator("a")).ToHaveCountAsync(1);
        await Expect(said.Locator("a")).ToHaveAttributeAsync("href", "https://linden.example/plan");
        await Expect(said.Locator("img")).ToHaveCountAsync(0);
        await Expect(said).ToContainTextAsync("[bad](javascript:alert(1))");
    }

    [Fact]
    public async Task A_room_in_a_text_is_a_link_and_a_name_of_two_words_is_one_mention()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben k");
        await ada.EnterAsync("tea house");
        await ada.EnterAsync("links");
        await ben.EnterAsync("tea house");
        await ben.EnterAsync("links");
        await ada.SendMessageAsync("@ben k see #Tea house or #nowhere, not #7");

        var mine = ben.Saying("not #7");
        await Expect(mine).ToHaveClassAsync(new Regex("message--mention"));
        await Expect(mine.Locator(".mention--me")).ToHaveTextAsync("@ben k");
        var rooms = mine.Locator(".message__said a");
        await Expect(rooms).ToHaveTextAsync(["#Tea house", "#nowhere"]);
        await Expect(rooms.Last).ToHaveAttributeAsync("href", "/room?search=nowhere");
        await rooms.First.ClickAsync();
        await Expect(ben.Page.Locator("[data-room-name]")).ToHaveTextAsync("tea house");
    }

    private static ILocator Options(BrowserUser person) =>
        person.Page.Locator(".completion:not([hidden]) [role=option]");
}
