using Microsoft.Playwright;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>One browser for all open fixtures: started with the first, closed with the last. Their windows share nothing.</summary>
internal static class SharedBrowser
{
    private static readonly string[] Arguments =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        $"--ignore-certificate-errors-spki-list={TrustedCertificate.Pin}",
    ];

    // The shell draws pages and nothing else; the whole browser makes a window with its own pages around each.
    private const string Place = "/usr/bin/chromium-headless-shell";

    private static readonly SemaphoreSlim Gate = new(1);
    private static IPlaywright? playwright;
    private static IBrowser? browser;
    private static int users;

    public static async Task<IBrowser> BorrowAsync()
    {
        await Gate.WaitAsync();
        try
        {
            users++;
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Place, Args = Arguments }
            );
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task GiveBackAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (--users > 0 || browser is null)
                return;
            await browser.CloseAsync();
            browser = null;
            playwright?.Dispose();
            playwright = null;
        }
        finally
        {
            Gate.Release();
        }
    }
}
