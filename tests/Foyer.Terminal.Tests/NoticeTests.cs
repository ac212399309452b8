using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>What the server and the terminal have said stays on the screen until it is closed or replaced, and is never lost.</summary>
public sealed class NoticeTests
{
    [TmuxFact]
    public async Task Help_is_a_panel_and_a_short_notice_stays_until_another_one_or_Esc()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0");
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await ada.JoinAsync("lobby");
        await using var pane = await TmuxPane.OpenChatAsync(server.Get<TcpServer>().Address!, "ada");
        await pane.UntilAsync("#lobby>");

        await pane.EnterAsync("/invite ben");
        await pane.UntilAsync("ben is invited.");
        await pane.EnterAsync("a message");
        await pane.UntilAsync("ada a message");
        await pane.EnterAsync("/room lobby");
        await pane.EnterAsync("/help");
        var help = await pane.UntilAsync("PgUp PgDn");
        help.ShouldContain("In this terminal:");
        help.ShouldContain("/join/");
        for (var page = 0; page < 4; page++)
            await pane.PressAsync("PageDown");
        await pane.UntilAsync("/who");
        await pane.EnterAsync("another message");
        (await pane.UntilAsync("ada another message")).ShouldContain("PgUp PgDn");

        await pane.PressAsync("Escape");
        var closed = await pane.UntilAsync(screen => !screen.Contains("PgUp PgDn", StringComparison.Ordinal));
        closed.ShouldContain("ben is invited.");
        await pane.EnterAsync("/who");
        (await pane.UntilAsync("Here: ada")).ShouldNotContain("ben is invited.");
        await pane.PressAsync("Escape");
        await pane.UntilAsync(screen => !screen.Contains("Esc closes", StringComparison.Ordinal));
        await pane.EnterAsync("/notices");
        var kept = await pane.UntilAsync("Esc closes");
        kept.ShouldContain("ben is invited.");
        kept.ShouldContain("Here: ada");
    }
}
