using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>
/// Checks what a window shows, light and dark: nothing for axe to find, nothing wider than the window. All rules of axe are
/// asked in a light wide window and in a dark narrow one, those about colours everywhere. FOYER_PICTURES names a folder for pictures.
/// </summary>
internal static class AccessibilityCheck
{
    public static readonly Window Desk = new(1440, 900);
    public static readonly Window Tablet = new(800, 900);
    public static readonly Window Phone = new(360, 780, Touch: true);

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FOYER_PICTURES");
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript() + "; null";

    // All rules when none are named.
    private const string Run = """
        async (rules) => {
          const only = rules.length > 0 ? { runOnly: { type: "rule", values: rules } } : {};
          const { passes, violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
          const describe = ({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
            `${id}: ${html} (${[...any, ...all, ...none].map(({ message }) => message).join("; ")})`);
          if (passes.length === 0) throw new Error("axe looked at nothing");
          return violations.flatMap(describe);
        }
        """;

    public static async Task CheckAsync(BrowserUser user, string path)
    {
        await user.Page.GotoAsync(path);
        var name = path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
        await CheckPageAsync(user, name.Length == 0 ? "home" : name);
    }

    /// <summary>The open page; at a desk also as narrow as on a tablet.</summary>
    public static async Task CheckPageAsync(BrowserUser user, string name)
    {
        if (user.Window == Desk)
            await InspectNarrowAsync(user, name);
        await CheckCurrentPageAsync(user, name);
    }

    /// <summary>Checks the window only as it is: for what was opened in it and has its place.</summary>
    public static async Task CheckCurrentPageAsync(BrowserUser user, string name)
    {
        foreach (var dark in (bool[])[true, false])
        {
            await user.Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            await LookAsync(user.Page, name, user.Page.ViewportSize!.Width, dark);
        }
    }

    private static async Task InspectNarrowAsync(BrowserUser user, string name)
    {
        await user.Page.SetViewportSizeAsync(Tablet.Width, Tablet.Height);
        await CheckCurrentPageAsync(user, name);
        await user.Page.SetViewportSizeAsync(Desk.Width, Desk.Height);
    }

    private static async Task LookAsync(IPage page, string name, int width, bool dark)
    {
        var look = $"{name} at {width} {(dark ? "dark" : "light")}";
        var overflow = await page.EvaluateAsync<int>(
            """
            async () => {
              await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
              return document.documentElement.scrollWidth - document.documentElement.clientWidth;
            }
            """
        );
        if (Pictures is not null)
            await TakePictureAsync(page, name, width, dark);
        overflow.ShouldBe(0, $"{look} is too wide");
        var whole = dark ? width == Phone.Width : width == Desk.Width;
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        (await page.EvaluateAsync<string[]>(Run, whole ? [] : Colours)).ShouldBeEmpty(look);
    }

    private static async Task TakePictureAsync(IPage page, string name, int width, bool dark)
    {
        var who = await page.Locator(".sidebar").CountAsync() > 0 ? "in" : "out";
        await page.ScreenshotAsync(
            new() { Path = Path.Combine(Pictures!, $"{name}-{who}-{width}-{(dark ? "dark" : "light")}.png") }
        );
    }
}
