using Foyer.Browser.Tests.House;
using Foyer.Terminal.Tests;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>One story across two doors: ada sits at a terminal, ben at a browser.</summary>
public sealed class TerminalTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [TmuxFact]
    public async Task Ada_at_a_terminal_and_ben_in_a_browser_talk_and_meet()
    {
        await using (await house.WelcomeAsync("ada"))
        {
            // Only the account is needed.
        }
        await using var ben = await house.WelcomeAsync("ben");
        await using var pane = await Pane.OpenAsync(
            100,
            26,
            ["FOYER_PASSWORD=" + Visitor.Password],
            ["dotnet", RunningServer.Terminal, "--server", house.Server.Door, "--user", "ada"]
        );
        await pane.UntilAsync("No rooms yet");
        await EnterAsync(pane, "/join garden");
        await pane.UntilAsync("#garden>");
        await ben.EnterAsync("garden");
        await pane.UntilAsync("ben has joined the chat");
        await Expect(ben.Page.Locator("[data-group=here]")).ToContainTextAsync("ada");

        await ben.SayAsync("Shall we meet on Friday? 🌻");
        await pane.UntilAsync("ben Shall we meet on Friday?");
        await EnterAsync(pane, "Yes, under the old tree.");
        await Expect(ben.Saying("Yes, under the old tree.")).ToBeVisibleAsync();
        await EnterAsync(pane, "/edit Yes, under the old oak.");
        await Expect(ben.Saying("Yes, under the old oak.")).ToBeVisibleAsync();

        await ben.Composer.PressSequentiallyAsync("I bring");
        await pane.UntilAsync("ben is typing…");
        await ben.Composer.PressAsync("Enter");
        await pane.UntilAsync("ben I bring");
        await pane.TypeAsync("And I");
        await Expect(ben.Page.Locator("typing-line")).ToHaveTextAsync("ada is typing…");
        await EnterAsync(pane, " the lamp");
        await Expect(ben.Saying("And I the lamp")).ToBeVisibleAsync();

        await EnterAsync(pane, "/pm ben Come a little early.");
        await pane.UntilAsync("Sent to ben.");
        await ben.Page.GotoAsync("/chat/ada");
        await Expect(ben.Saying("Come a little early.")).ToBeVisibleAsync();
        await ben.BeReadyAsync();
        await ben.SayAsync("I will.");
        await pane.UntilAsync(screen => screen.Contains("@ben") && screen.Contains('1'));
        await EnterAsync(pane, "/room @ben");
        await pane.UntilAsync("ben I will.");
    }

    private static async Task EnterAsync(Pane pane, string text)
    {
        await pane.TypeAsync(text);
        await pane.PressAsync("Enter");
    }
}
