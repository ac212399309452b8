using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Files in messages, from the composer to the other one's screen.</summary>
public sealed partial class FileTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Pictures_and_other_files_are_picked_described_sent_opened_and_deleted()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("album");
        await ben.EnterAsync("album");
        await PickAsync(ada, await PictureAsync(ada, "courtyard.png", 1200, 800), Text("plan.txt", "Chairs first."));
        await Expect(ada.Page.Locator(".upload")).ToHaveCountAsync(2);
        await ada.Page.GetByLabel("What courtyard.png shows").FillAsync("Rows of chairs at dusk");
        await ada.Composer.FillAsync("Look what the courtyard has become");
        await ada.Composer.PressAsync("Enter");

        var seen = ben.Saying("Look what the courtyard");
        var picture = seen.GetByRole(AriaRole.Img, new() { Name = "Rows of chairs at dusk" });
        await Expect(picture).ToHaveAttributeAsync("width", "416");
        await Expect(picture).ToHaveAttributeAsync("height", "277");
        await Expect(picture).ToHaveAttributeAsync("src", PreviewAddress());
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 800);
        await Expect(seen.Locator(".file")).ToContainTextAsync("plan.txt");
        await Expect(seen.Locator(".file")).ToContainTextAsync("13 B");
        await Expect(ada.Page.Locator(".upload")).ToHaveCountAsync(0);
        var live = await ben.ReadLogAsync();
        await ben.Page.ReloadAsync();
        (await ben.ReadLogAsync()).ShouldBe(live);

        await picture.ClickAsync();
        await Expect(ben.Page.Locator(".viewer")).ToContainTextAsync("courtyard.png");
        await Expect(ben.Page.Locator(".viewer__alt")).ToHaveTextAsync("Rows of chairs at dusk");
        await Expect(ben.Page.Locator(".viewer__image")).ToHaveJSPropertyAsync("naturalWidth", 1200);
        await ben.Page.Keyboard.PressAsync("Escape");
        await Expect(ben.Page.Locator(".viewer")).ToBeHiddenAsync();
        await Expect(seen.Locator(".file")).ToHaveAttributeAsync("download", "plan.txt");
        var plan = await ben.Context.APIRequest.GetAsync((await seen.Locator(".file").GetAttributeAsync("href"))!);
        (await plan.TextAsync()).ShouldBe("Chairs first.");

        var address = await picture.GetAttributeAsync("src");
        await ada.OpenMenuAsync("Look what the courtyard");
        await ada.ChooseAsync("Delete");
        await Expect(ben.Page.GetByText("Message deleted")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator(".attachment")).ToHaveCountAsync(0);
        (await ben.Context.APIRequest.GetAsync(address!)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(3, 8000)]
    [InlineData(1, 20_000)]
    [InlineData(20_000, 1)]
    [InlineData(750, 1200)]
    public async Task A_picture_of_any_shape_stays_in_its_box_everywhere(int width, int height)
    {
        foreach (var window in (Window[])[new(1440, 900), new(360, 640, Touch: true)])
        {
            await using var ada = await server.WelcomeAsync("ada", window);
            await ada.EnterAsync($"shapes {width} {height} {window.Width}");
            await PickAsync(ada, await PictureAsync(ada, "shape.png", width, height));
            await Expect(ada.Page.Locator(".upload__picture")).ToBeVisibleAsync();
            await ExpectWithinAsync(ada, ".upload__picture", 40, 40);
            await ada.Page.Locator(".composer__send").ClickAsync();

            var picture = ada.Page.Locator(".attachment__image");
            await Expect(picture).ToHaveJSPropertyAsync("naturalHeight", height);
            await ExpectWithinAsync(ada, ".attachment__image", Math.Min(416, window.Width), 320);
            await picture.ClickAsync();
            await Expect(ada.Page.Locator(".viewer__image")).ToHaveJSPropertyAsync("naturalHeight", height);
            await ExpectWithinAsync(ada, ".viewer__image", window.Width, window.Height);
        }
    }

    private static async Task ExpectWithinAsync(BrowserUser person, string picture, int width, int height)
    {
        var box = await person.Page.Locator(picture).BoundingBoxAsync();
        box!.Width.ShouldBeInRange(1, width, picture);
        box.Height.ShouldBeInRange(1, height, picture);
    }

    [Fact]
    public async Task Files_are_dropped_and_pasted_and_need_no_words()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("dropped");
        await ben.EnterAsync("dropped");
        await DragAsync(ada, "dragenter", "notes.txt");
        await Expect(ada.Page.GetByText("Drop files into #dropped")).ToBeVisibleAsync();
        await DragAsync(ada, "drop", "notes.txt");
        await Expect(ada.Page.GetByText("Drop files into #dropped")).ToBeHiddenAsync();
        await ada.Page.EvaluateAsync(
            """
            () => {
              const clipboardData = new DataTransfer();
              clipboardData.items.add(new File(["pasted"], "clip.txt", { type: "text/x-clip" }));
              document.querySelector("#write").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """
        );
        await Expect(ada.Page.Locator(".upload")).ToHaveCountAsync(2);
        await ada.Composer.PressAsync("Enter");
        await Expect(ben.Page.Locator(".message .file")).ToHaveCountAsync(2);
        await Expect(ben.Page.Locator(".message .file").Last).ToContainTextAsync("clip.txt");
    }

    [Fact]
    public async Task A_file_on_its_way_can_be_cancelled_and_a_refused_one_says_why()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("slow");
        await ben.EnterAsync("slow");
        var held = new TaskCompletionSource();
        await ada.Page.RouteAsync(
            "**/attachments",
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await PickAsync(ada, Text("first.txt", "1"), Text("second.txt", "2"));
        await Expect(ada.Page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(2);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove second.txt" }).ClickAsync();
        await Expect(ada.Page.Locator(".upload")).ToHaveCountAsync(1);
        await ada.SendMessageAsync("One of two");
        await Expect(ada.Page.GetByText("goes out as soon as its files are there")).ToBeVisibleAsync();
        await Expect(ada.Saying("One of two")).ToHaveCountAsync(0);
        held.SetResult();
        await Expect(ben.Saying("One of two").Locator(".file")).ToContainTextAsync("first.txt");
        await Expect(ben.Page.Locator(".message .file")).ToHaveCountAsync(1);

        await PickAsync(
            ada,
            new FilePayload
            {
                Name = "huge.bin",
                MimeType = "x/y",
                Buffer = new byte[11 << 20],
            }
        );
        await Expect(ada.Page.Locator(".upload")).ToContainTextAsync("Larger than 10 MB");
        await ada.SendMessageAsync("With the huge one");
        await Expect(ada.Page.GetByText("Retry or remove")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove huge.bin" }).ClickAsync();
        await ada.Composer.PressAsync("Enter");
        await Expect(ben.Saying("With the huge one")).ToBeVisibleAsync();
    }

    [GeneratedRegex("[.]preview[.]webp$")]
    private static partial Regex PreviewAddress();

    private static Task PickAsync(BrowserUser person, params FilePayload[] files) =>
        person.Page.Locator("[data-picked]").SetInputFilesAsync(files);

    private static FilePayload Text(string name, string words) =>
        new()
        {
            Name = name,
            MimeType = "text/plain",
            Buffer = System.Text.Encoding.UTF8.GetBytes(words),
        };

    /// <summary>An evening sky, drawn by the browser itself.</summary>
    internal static async Task<FilePayload> PictureAsync(BrowserUser person, string name, int width, int height)
    {
        var address = await person.Page.EvaluateAsync<string>(
            """
            ([width, height]) => {
              const canvas = Object.assign(document.createElement("canvas"), { width, height });
              const context = canvas.getContext("2d");
              const sky = context.createLinearGradient(0, 0, 0, height);
              for (const [at, colour] of [[0, "#27405f"], [0.6, "#c98b6b"], [0.75, "#f2c879"], [0.76, "#3a3a33"], [1, "#22231f"]]) sky.addColorStop(at, colour);
              context.fillStyle = sky;
              context.fillRect(0, 0, width, height);
              context.fillStyle = "#161712";
              for (let at = 0; at < 9; at++) context.fillRect(width * (0.06 + at * 0.1), height * 0.82, width * 0.06, height * 0.12);
              return canvas.toDataURL("image/png");
            }
            """,
            new[] { width, height }
        );
        return new()
        {
            Name = name,
            MimeType = "image/png",
            Buffer = Convert.FromBase64String(address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]),
        };
    }

    private static Task DragAsync(BrowserUser person, string what, string name) =>
        person.Page.EvaluateAsync(
            """
            ([what, name]) => {
              const dataTransfer = new DataTransfer();
              dataTransfer.items.add(new File(["dropped"], name, { type: "text/plain" }));
              document.querySelector("message-list").dispatchEvent(new DragEvent(what, { dataTransfer, bubbles: true, cancelable: true }));
            }
            """,
            new[] { what, name }
        );
}
