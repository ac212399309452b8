using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using Foyer.Terminal.Tests;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>One story across two gateways: ada uses a terminal, ben a browser.</summary>
public sealed partial class TerminalTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TmuxFact]
    public async Task Ada_at_a_terminal_and_ben_in_a_browser_talk_and_meet()
    {
        await using (await server.WelcomeAsync("ada"))
        {
            // Only the account is needed.
        }
        await using var ben = await server.WelcomeAsync("ben");
        await using var pane = await TmuxPane.OpenAsync(
            100,
            26,
            ["FOYER_PASSWORD=" + BrowserUser.Password],
            ["dotnet", RunningServer.Terminal, "--server", server.Server.Door, "--user", "ada"]
        );
        await pane.UntilAsync("No rooms yet");
        await EnterAsync(pane, "/join garden");
        await pane.UntilAsync("#garden>");
        await ben.EnterAsync("garden");
        await pane.UntilAsync("ben has joined the chat");
        await Expect(ben.Page.Locator("[data-group=here]")).ToContainTextAsync("ada");

        await ben.SendMessageAsync("Shall we meet on Friday? 🌻");
        await pane.UntilAsync("ben Shall we meet on Friday?");
        await EnterAsync(pane, "Yes, under the old tree.");
        await Expect(ben.Saying("Yes, under the old tree.")).ToBeVisibleAsync();
        await EnterAsync(pane, "/edit Yes, under the old oak.");
        await Expect(ben.Saying("Yes, under the old oak.")).ToBeVisibleAsync();

        await ben.Composer.PressSequentiallyAsync("I bring bread");
        await TypeUntilAsync(
            async () => (await pane.LookAsync()).Contains("ben is typing…", StringComparison.Ordinal),
            () => ben.Composer.PressAsync("."),
            () => ben.Composer.PressAsync("Backspace")
        );
        await ben.Composer.PressAsync("Enter");
        await pane.UntilAsync("ben I bring bread");
        await pane.TypeAsync("And I the lamp");
        await TypeUntilAsync(
            async () =>
                await ben.Page.Locator("typing-indicator").TextContentAsync() is { } words
                && words.Contains("ada is typing…", StringComparison.Ordinal),
            () => pane.TypeAsync("!"),
            () => pane.PressAsync("BSpace")
        );
        await pane.PressAsync("Enter");
        await Expect(ben.Saying("And I the lamp")).ToBeVisibleAsync();

        await EnterAsync(pane, "/pm ben Come a little early.");
        await pane.UntilAsync("Sent to ben.");
        await ben.Page.GotoAsync("/chat/ada");
        await Expect(ben.Saying("Come a little early.")).ToBeVisibleAsync();
        await ben.BeReadyAsync();
        await ben.SendMessageAsync("I will.");
        await pane.UntilAsync(screen => OneUnread().IsMatch(screen));
        await EnterAsync(pane, "/room @ben");
        await pane.UntilAsync("ben I will.");
    }

    /// <summary>
    /// Types on until it is seen: after a message, typing is not shown again for some seconds. Each key is taken
    /// back, so that the line never grows beyond its row.
    /// </summary>
    private static async Task TypeUntilAsync(Func<Task<bool>> seen, Func<Task> press, Func<Task> takeBack)
    {
        using var late = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(BetweenKeys);
        while (!await seen())
        {
            await press();
            await takeBack();
            await beat.WaitForNextTickAsync(late.Token);
        }
    }

    [GeneratedRegex(@"@ben +1\b")]
    private static partial Regex OneUnread();

    private static async Task EnterAsync(TmuxPane pane, string text)
    {
        await pane.TypeAsync(text);
        await pane.PressAsync("Enter");
    }
}
