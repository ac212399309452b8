using System.Text.Json;
using Foyer.Server.Chat.Files;
using Foyer.Server.Media;
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

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        secret = await ada.MakePrivateRoomAsync("secret");
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

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
        file.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        file.Headers.ETag!.Tag.ShouldNotBe((await ada.GetAsync(Url(upload))).Headers.ETag!.Tag);
        (await ada.GetAsync(Url(upload))).ContentHeaders.ContentType!.ToString().ShouldBe("image/jpeg");
    }

    [Fact]
    public async Task A_preview_is_sent_in_part_as_a_head_and_not_again_when_it_is_known()
    {
        var preview = Url((await UploadAsync("a.jpg", Pictures.Encode("jpg", 1200, 900))).GetProperty("preview"));
        var whole = (await ada.GetAsync(preview)).ShouldBe(200);

        var head = (await AskAsync(HttpMethod.Head, preview)).ShouldBe(200);
        head.ContentHeaders.ContentLength.ShouldBe(whole.ContentHeaders.ContentLength);
        head.ContentHeaders.ContentType!.ToString().ShouldBe("image/webp");
        head.Text.ShouldBeEmpty();
        var part = (await AskAsync(HttpMethod.Get, preview, ("Range", "bytes=8-11"))).ShouldBe(206);
        part.Text.ShouldBe("WEBP");
        var tag = whole.Headers.ETag!.Tag;
        (await AskAsync(HttpMethod.Get, preview, ("If-None-Match", tag))).ShouldBe(304);
        (await AskAsync(HttpMethod.Get, preview, ("If-None-Match", "\"other\""))).ShouldBe(200);
    }

    [Fact]
    public async Task A_preview_that_is_missing_on_the_disk_is_replaced_by_the_picture()
    {
        var upload = await UploadAsync("courtyard.jpg", Pictures.Encode("jpg", 1200, 900));
        await PostAsync(Id(upload));
        var preview = Url(upload.GetProperty("preview"));
        var tag = (await ada.GetAsync(preview)).Headers.ETag!.Tag;
        File.Delete(Path.Combine(server.Data, "media/files", Path.GetFileName(preview)));

        var file = (await AskAsync(HttpMethod.Get, preview, ("If-None-Match", tag))).ShouldBe(200);

        file.ContentHeaders.ContentType!.ToString().ShouldBe("image/jpeg");
        file.ContentHeaders.ContentLength.ShouldBe(upload.GetProperty("size").GetInt64());
        file.ContentHeaders.ContentDisposition!.FileName.ShouldBe("courtyard.jpg");
        file.Headers.ETag!.ShouldBe((await ada.GetAsync(Url(upload))).Headers.ETag);
        (await ben.GetAsync(preview)).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task Previews_do_not_count_towards_the_quota()
    {
        var picture = Pictures.Encode("jpg", 1200, 900);
        var size = (await UploadAsync("a.jpg", picture)).GetProperty("size").GetInt64();
        await using var full = await TestServer.StartAsync($"--Foyer:Limits:UploadsPerUser={2 * size} B");
        var person = await full.RegisterAsync("ada");
        var room = await person.MakePrivateRoomAsync("secret");

        foreach (var name in (string[])["a.jpg", "b.jpg"])
        {
            var upload = (await person.UploadAsync(room, name, picture)).ShouldBe(201).Json;
            upload.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Object);
        }
        (await person.UploadAsync(room, "c.jpg", picture)).ShouldRefuse(413, "quota_exceeded");
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
    public async Task An_account_that_is_deleted_with_its_messages_takes_their_previews_with_it()
    {
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var picture = Pictures.Encode("png", 1200, 900);
        var attachments = new[] { Id((await ben.UploadAsync(lobby, "a.png", picture)).ShouldBe(201).Json) };
        (await ben.PostAsync($"/api/chats/{lobby}/messages", new { text = "Look", attachments })).ShouldBe(201);
        (await ben.UploadAsync(lobby, "forgotten.png", picture)).ShouldBe(201);
        Files().Length.ShouldBe(4);

        var goodbye = new { password = Person.Password, messages = "remove" };
        (await ben.DeleteAsync("/api/users/me", goodbye)).ShouldBe(204);
        Files().Length.ShouldBe(2);
        server.Clock.Move(TimeSpan.FromMinutes(61));
        await server.Get<UploadCleanupJob>().CleanUpAsync(CancellationToken.None);

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
    public async Task A_picture_that_cannot_be_decoded_is_stored_without_a_preview()
    {
        // Its chunks are whole, so that it passes the check of uploads, but PNG knows no colour type 1.
        var broken = Pictures.Encode("png", 1200, 900);
        broken[25] = 1;
        Samples.Seal(broken);
        var upload = await UploadAsync("broken.png", broken);

        upload.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.GetAsync(Url(upload))).ShouldBe(200);
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

    [Theory]
    [InlineData(2, true)]
    [InlineData(8, false)]
    public async Task An_animation_with_too_many_pixels_is_stored_without_a_preview(int frames, bool expected)
    {
        // Each frame is small as a file, and has 20 megapixels.
        var upload = await UploadAsync("long.gif", Pictures.Repeat(Pictures.Encode("gif", 5000, 4000), frames));

        (upload.GetProperty("preview").ValueKind == JsonValueKind.Object).ShouldBe(expected);
        (await ada.GetAsync(Url(upload))).ShouldBe(200);
    }

    [Fact]
    public async Task A_picture_that_is_decoded_to_another_size_than_was_checked_has_no_preview()
    {
        // The header says 5000 by 4000 pixels. libvips does not believe it, and takes the size of the only frame, 3 by 2.
        var gif = Samples.Gif();
        byte[] size = [0x88, 0x13, 0xA0, 0x0F];
        size.CopyTo(gif, 6);
        var upload = await UploadAsync("odd.gif", gif);

        upload.GetProperty("width").GetInt32().ShouldBe(5000);
        upload.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.GetAsync(Url(upload))).ShouldBe(200);
    }

    [Fact]
    public async Task A_cancelled_upload_ends_the_work_and_leaves_no_preview()
    {
        var picture = Pictures.Repeat(Pictures.Encode("gif", 5000, 4000), 7);
        var file = new MediaFile("long.gif", "image/gif", picture.Length, 5000, 4000);
        await File.WriteAllBytesAsync(server.Get<MediaFolder>().PathOf(Attachment.Folder, file.Name), picture);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            server.Get<Previews>().CreateAsync(Attachment.Folder, file, stop.Token)
        );

        Files().Length.ShouldBe(1);
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

    private Task<Reply> AskAsync(HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return ada.SendAsync(request);
    }

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
