using System.Text.Json;
using Foyer.Server.Chat.Files;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;
using NetVips;

namespace Foyer.Server.Tests.Chat.Files;

public sealed class PreviewTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long secret;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        secret = await ada.MakePrivateRoomAsync("secret");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("gif")]
    public async Task A_wide_picture_has_a_preview_wherever_its_message_is_shown(string format)
    {
        await using var live = await WebSocketClient.JoinAsync(ada, secret);
        var upload = await UploadAsync($"courtyard.{format}", Pictures.Encode(format, 1200, 900));
        upload.GetProperty("width").GetInt32().ShouldBe(1200);

        var posted = (await PostAsync(Id(upload))).ShouldBe(201).Json;

        var preview = upload.GetProperty("preview");
        Size(preview).ShouldBe((800, 600));
        posted.GetProperty("attachments")[0].GetRawText().ShouldBe(upload.GetRawText());
        (await live.MessageAsync()).GetProperty("attachments")[0].GetRawText().ShouldBe(upload.GetRawText());
        var history = (await ada.GetAsync($"/api/chats/{secret}/messages")).Json.GetProperty("results")[0];
        history.GetProperty("attachments")[0].GetRawText().ShouldBe(upload.GetRawText());
        (await ada.GetAsync($"/rooms/{secret}")).Text.ShouldContain($"src=\"{Url(preview)}\"");
        using var image = await LoadAsync(ada, Url(preview));
        (image.Width, image.Height).ShouldBe((800, 600));
        image.Getpoint(10, 10)[0].ShouldBe(200, 12);
    }

    [Fact]
    public async Task The_preview_is_sent_as_the_picture_is()
    {
        var upload = await UploadAsync("courtyard.jpg", Pictures.Encode("jpg", 1200, 900));

        var file = (await ada.GetAsync(Url(upload.GetProperty("preview")))).ShouldBe(200);

        file.ContentHeaders.ContentType!.ToString().ShouldBe("image/webp");
        file.ContentHeaders.ContentDisposition!.DispositionType.ShouldBe("inline");
        file.ContentHeaders.ContentDisposition.FileName.ShouldBe("courtyard.webp");
        file.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        file.Headers.CacheControl!.NoCache.ShouldBeTrue();
        (await ada.GetAsync(Url(upload))).ContentHeaders.ContentType!.ToString().ShouldBe("image/jpeg");
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("webp")]
    public async Task An_animation_keeps_its_frames_and_their_times(string format)
    {
        var upload = await UploadAsync($"dance.{format}", Pictures.Animation(format, 1000, 500, frames: 4));

        Size(upload.GetProperty("preview")).ShouldBe((800, 400));
        using var image = await LoadAsync(ada, Url(upload.GetProperty("preview")), "[n=-1]");
        (image.Width, image.PageHeight, image.Height).ShouldBe((800, 400, 1600));
        ((int[])image.Get("delay")).ShouldBe([150, 150, 150, 150]);
    }

    [Fact]
    public async Task A_photo_lies_as_its_orientation_says()
    {
        // The upper half is light before the photo is turned by 90 degrees to the right.
        var upload = await UploadAsync("phone.jpg", Pictures.Photo(1600, 1200, orientation: 6));
        (upload.GetProperty("width").GetInt32(), upload.GetProperty("height").GetInt32()).ShouldBe((1200, 1600));

        Size(upload.GetProperty("preview")).ShouldBe((800, 1067));
        using var image = await LoadAsync(ada, Url(upload.GetProperty("preview")));
        (image.Width, image.Height).ShouldBe((800, 1067));
        image.Getpoint(790, 10)[0].ShouldBeGreaterThan(200);
        image.Getpoint(10, 1050)[0].ShouldBeLessThan(50);
    }

    [Theory]
    [InlineData(800, 3000, null)]
    [InlineData(1, 20_000, null)]
    [InlineData(801, 1, "800x1")]
    [InlineData(20_000, 1, "800x1")]
    [InlineData(900, 18_000, "80x1600")]
    public async Task A_picture_of_any_shape_gets_a_preview_in_bounds_or_none(int width, int height, string? expected)
    {
        var preview = (await UploadAsync("odd.png", Pictures.Encode("png", width, height))).GetProperty("preview");

        if (expected is null)
            preview.ValueKind.ShouldBe(JsonValueKind.Null);
        else
            $"{Size(preview).Width}x{Size(preview).Height}".ShouldBe(expected);
    }

    [Fact]
    public async Task Only_those_who_may_read_the_picture_may_read_its_preview()
    {
        var upload = await UploadAsync("plan.png", Pictures.Encode("png", 1200, 900));
        var preview = Url(upload.GetProperty("preview"));
        (await ben.GetAsync(preview)).ShouldRefuse(404, "not_found");

        await PostAsync(Id(upload));

        (await ada.GetAsync(preview)).ShouldBe(200);
        (await ben.GetAsync(preview)).ShouldRefuse(404, "not_found");
        (await server.Stranger().GetAsync(preview)).ShouldRefuse(401, "not_authenticated");
        var small = await UploadAsync("small.png", Samples.Png());
        (await ada.GetAsync(Url(small) + ".preview.webp")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_deleted_message_takes_the_preview_with_it_and_so_does_a_deleted_room()
    {
        var first = await UploadAsync("a.png", Pictures.Encode("png", 1200, 900));
        var message = Id((await PostAsync(Id(first))).Json);
        var second = await UploadAsync("b.png", Pictures.Encode("png", 1200, 900));
        await PostAsync(Id(second));
        Files().Length.ShouldBe(4);

        (await ada.DeleteAsync($"/api/messages/{message}")).ShouldBe(204);

        Files().Length.ShouldBe(2);
        (await ada.GetAsync(Url(first.GetProperty("preview")))).ShouldRefuse(404, "not_found");
        (await ada.DeleteAsync($"/api/chats/{secret}")).ShouldBe(204);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_is_not_posted_goes_with_its_preview_and_posted_ones_stay()
    {
        await UploadAsync("forgotten.png", Pictures.Encode("png", 1200, 900));
        var kept = await UploadAsync("kept.png", Pictures.Encode("png", 1200, 900));
        await PostAsync(Id(kept));
        var orphan = Path.Combine(server.Data, "media/files/0123456789abcdef.png.preview.webp");
        await File.WriteAllTextAsync(orphan, "left behind");
        File.SetLastWriteTimeUtc(orphan, server.Clock.GetUtcNow().UtcDateTime);

        server.Clock.Move(TimeSpan.FromMinutes(61));
        await server.Get<UploadCleanupJob>().CleanUpAsync(CancellationToken.None);

        Files().Length.ShouldBe(2);
        (await ada.GetAsync(Url(kept.GetProperty("preview")))).ShouldBe(200);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_decoded_is_stored_without_a_preview_and_counted()
    {
        // Its chunks are whole, so that it passes the check of uploads, but PNG knows no colour type 1.
        var broken = Pictures.Encode("png", 1200, 900);
        broken[25] = 1;
        Samples.Seal(broken);
        var upload = await UploadAsync("broken.png", broken);

        upload.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.GetAsync(Url(upload))).ShouldBe(200);
        var failed = await server
            .Get<Database>()
            .ReadAsync(db => db.List<string>("select item from failed_items where queue = 'previews'"));
        failed.ShouldBe([Path.GetFileName(Url(upload))]);
        var next = await UploadAsync("whole.png", Pictures.Encode("png", 1200, 900));
        Size(next.GetProperty("preview")).ShouldBe((800, 600));
    }

    [Fact]
    public async Task A_truncated_photo_is_refused_or_previewed_as_far_as_it_goes()
    {
        var whole = Pictures.Encode("jpg", 1200, 900);
        (await ada.UploadAsync(secret, "cut.jpg", whole[..(whole.Length / 2)])).ShouldRefuse(400, "invalid");

        var upload = await UploadAsync("closed.jpg", [.. whole[..(whole.Length / 2)], 0xFF, 0xD9]);

        using var image = await LoadAsync(ada, Url(upload.GetProperty("preview")));
        (image.Width, image.Height).ShouldBe((800, 600));
    }

    [Fact]
    public async Task An_animation_with_too_many_pixels_is_stored_without_a_preview()
    {
        // A few bytes a frame, each of which is decoded to 20 megapixels.
        var small = Samples.Gif();
        byte[] header = [.. small[..6], 0x88, 0x13, 0xA0, 0x0F, .. small[10..19]];
        var frames = Enumerable.Repeat(small[19..^1], 8).SelectMany(frame => frame);
        var upload = await UploadAsync("long.gif", [.. header, .. frames, 0x3B]);

        upload.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.GetAsync(Url(upload))).ShouldBe(200);
    }

    [Fact]
    public async Task Many_pictures_at_once_all_get_their_previews()
    {
        var picture = Pictures.Encode("jpg", 2000, 1500);

        var uploads = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => UploadAsync($"{i}.jpg", picture)));

        uploads.ShouldAllBe(upload => upload.GetProperty("preview").ValueKind == JsonValueKind.Object);
    }

    private async Task<JsonElement> UploadAsync(string name, byte[] picture) =>
        (await ada.UploadAsync(secret, name, picture)).ShouldBe(201).Json;

    private Task<Reply> PostAsync(params long[] attachments) =>
        ada.PostAsync($"/api/chats/{secret}/messages", new { text = "Look", attachments });

    private string[] Files() => Directory.GetFiles(Path.Combine(server.Data, "media/files"));

    private static async Task<Image> LoadAsync(Person person, string url, string options = "")
    {
        var bytes = await person.Http.GetByteArrayAsync(url);
        return Image.NewFromBuffer(bytes, options).CopyMemory();
    }

    private static (int Width, int Height) Size(JsonElement preview) =>
        (preview.GetProperty("width").GetInt32(), preview.GetProperty("height").GetInt32());

    private static long Id(JsonElement thing) => thing.GetProperty("id").GetInt64();

    private static string Url(JsonElement file) => file.GetProperty("url").GetString()!;
}
