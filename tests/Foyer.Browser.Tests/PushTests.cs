using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The switch for notifications of the browser. The browser's own push service is far away, so the page has one of ours.</summary>
public sealed class PushTests
{
    private const string Stub = """
        const bytes = (text) => btoa(String.fromCharCode(...text)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
        let known = null;
        PushManager.prototype.getSubscription = async () => known;
        PushManager.prototype.subscribe = async (options) => {
          if (window.refused) throw new DOMException("no", "NotAllowedError");
          const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
          const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
          const endpoint = "https://push.example.org/ada";
          window.asked = options;
          return (known = {
            endpoint,
            toJSON: () => ({ endpoint, keys: { p256dh: bytes(point), auth: bytes(crypto.getRandomValues(new Uint8Array(16))) } }),
            unsubscribe: async () => ((known = null), true),
          });
        };
        """;

    private const string Told = """
        fetch("/api/push").then((answer) => answer.json()).then(({ key }) => window.asked.userVisibleOnly && window.asked.applicationServerKey === key)
        """;

    private const string Worker = "navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)";

    [Fact]
    public async Task A_browser_is_told_from_the_switch_on_until_it_is_off_again()
    {
        var server = new BrowserFixture(new RunningServer("--Foyer:Push:Enabled=true"));
        await server.InitializeAsync();
        try
        {
            await using var ada = await server.WelcomeAsync("ada");
            await ada.Context.AddInitScriptAsync(Stub);
            await ada.Page.GotoAsync("/settings/notifications");
            var push = ada.Page.Locator("push-switch button");
            await Expect(push).ToHaveTextAsync("Notify me in this browser");

            await ada.Page.EvaluateAsync("window.refused = true");
            await push.ClickAsync();
            await Expect(ada.Page.Locator("push-switch [role=status]")).ToHaveTextAsync(new Regex("did not|does not"));
            await Expect(push).ToHaveAttributeAsync("aria-pressed", "false");

            await ada.Page.EvaluateAsync("window.refused = false");
            (await AnsweredAsync(ada, "POST", () => push.ClickAsync())).ShouldBe(201);
            await Expect(push).ToHaveAttributeAsync("aria-pressed", "true");
            (await ada.Page.EvaluateAsync<bool>(Told)).ShouldBeTrue();
            (await ada.Page.EvaluateAsync<string>(Worker)).ShouldContain("push-worker");

            (await AnsweredAsync(ada, "DELETE", () => push.ClickAsync())).ShouldBe(204);
            await Expect(push).ToHaveTextAsync("Notify me in this browser");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<int> AnsweredAsync(BrowserUser person, string method, Func<Task> act) =>
        (
            await person.Page.RunAndWaitForResponseAsync(
                act,
                answer => answer.Url.EndsWith("/api/push") && answer.Request.Method == method
            )
        ).Status;
}
