using Foyer.Server.Chat.Files;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Chat.Files;

public sealed class UploadsTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long secret;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:Limits:Upload=64 KiB", "--Foyer:Limits:UploadsPerUser=100 KiB");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        secret = await ada.MakePrivateRoomAsync("secret");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_picture_is_posted_with_its_size_and_without_its_secrets()
    {
        var upload = (
            await ada.UploadAsync(secret, "../../holiday.jpg", Samples.Jpeg((0xE1, Samples.Exif(6))), "text/html")
        )
            .ShouldBe(201)
            .Json;
        upload.GetProperty("name").GetString().ShouldBe("holiday.jpg");
        upload.GetProperty("type").GetString().ShouldBe("image/jpeg");
        (upload.GetProperty("width").GetInt32(), upload.GetProperty("height").GetInt32()).ShouldBe((2, 3));

        var posted = (await PostAsync("Look", upload.GetProperty("id").GetInt64())).ShouldBe(201).Json;

        posted.GetProperty("attachments")[0].GetRawText().ShouldBe(upload.GetRawText());
        var fetched = (await ada.GetAsync($"/api/chats/{secret}/messages")).Json.GetProperty("results")[0];
        fetched.GetRawText().ShouldBe(posted.GetRawText());
        var file = await ada.GetAsync(Url(upload));
        file.ShouldBe(200).ContentHeaders.ContentType!.ToString().ShouldBe("image/jpeg");
        file.Text.ShouldNotContain(Samples.Secret);
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        file.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        file.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_alone_is_a_message_too()
    {
        var file = await UploadTextAsync("notes.txt");

        (await PostAsync("", Id(file))).ShouldBe(201).Json.GetProperty("text").GetString().ShouldBe("");
        (await PostAsync("")).ShouldRefuse(400, "blank");
    }

    [Fact]
    public async Task What_is_no_picture_is_saved_and_never_shown_whatever_it_claims()
    {
        var upload = (
            await ada.UploadAsync(secret, "cat.png", "<html><script>alert(1)</script>"u8.ToArray(), "image/png")
        )
            .ShouldBe(201)
            .Json;

        upload.GetProperty("type").GetString().ShouldBe("application/octet-stream");
        upload.GetProperty("width").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var file = await ada.GetAsync(Url(upload));
        file.ContentHeaders.ContentType!.ToString().ShouldBe("application/octet-stream");
        file.ContentHeaders.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Fact]
    public async Task What_a_picture_shows_is_said_by_its_uploader_before_it_is_posted()
    {
        var upload = (await ada.UploadAsync(secret, "a.png", Samples.Png())).ShouldBe(201).Json;
        upload.GetProperty("alt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var path = $"/api/attachments/{Id(upload)}";

        (await ben.PatchAsync(path, new { alt = "Mine" })).ShouldRefuse(404, "not_found");
        (await ada.PatchAsync(path, new { alt = new string('x', 501) })).ShouldRefuse(400, "max_length");
        var described = (await ada.PatchAsync(path, new { alt = " Chairs in a courtyard " })).ShouldBe(200).Json;

        described.GetProperty("alt").GetString().ShouldBe(" Chairs in a courtyard");
        var posted = (await PostAsync("", Id(upload))).ShouldBe(201).Json;
        posted.GetProperty("attachments")[0].GetRawText().ShouldBe(described.GetRawText());
        var fetched = (await ada.GetAsync($"/api/chats/{secret}/messages")).Json.GetProperty("results")[0];
        fetched.GetProperty("attachments")[0].GetRawText().ShouldBe(described.GetRawText());
        (await ada.PatchAsync(path, new { alt = "Too late" })).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task An_upload_is_ones_own_until_it_is_posted()
    {
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var upload = (await ada.UploadAsync(lobby, "a.png", Samples.Png())).ShouldBe(201).Json;

        (await ada.GetAsync(Url(upload))).ShouldBe(200);
        (await ben.GetAsync(Url(upload))).ShouldRefuse(404, "not_found");
        (
            await ben.PostAsync(
                $"/api/chats/{lobby}/messages",
                new { text = "Mine", attachments = new[] { Id(upload) } }
            )
        ).ShouldRefuse(400, "invalid");
        (await PostAsync("Elsewhere", Id(upload))).ShouldRefuse(400, "invalid");

        (
            await ada.PostAsync($"/api/chats/{lobby}/messages", new { text = "", attachments = new[] { Id(upload) } })
        ).ShouldBe(201);
        (await ben.GetAsync(Url(upload))).ShouldBe(200);
        (
            await ada.PostAsync(
                $"/api/chats/{lobby}/messages",
                new { text = "Again", attachments = new[] { Id(upload) } }
            )
        ).ShouldRefuse(400, "invalid");
    }

    [Fact]
    public async Task Rights_are_asked_at_every_read_even_with_a_known_ETag()
    {
        var upload = await UploadTextAsync("plan.txt");
        await PostAsync("The plan", Id(upload));
        var tag = (await ada.GetAsync(Url(upload))).Headers.ETag!.Tag;

        (await WithTagAsync(ada, Url(upload), tag)).ShouldBe(304);
        (await WithTagAsync(ben, Url(upload), tag)).ShouldBe(404);
        (await server.Stranger().GetAsync(Url(upload))).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_deleted_message_takes_its_file_with_it_from_the_disk_too()
    {
        var upload = await UploadTextAsync("plan.txt");
        var message = Id((await PostAsync("The plan", Id(upload))).Json);
        Files().ShouldHaveSingleItem();

        await ada.DeleteAsync($"/api/messages/{message}");

        (await ada.GetAsync(Url(upload))).ShouldRefuse(404, "not_found");
        Files().ShouldBeEmpty();
        (await ada.GetAsync($"/api/messages/{message}")).Json.GetProperty("attachments").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_upload_that_is_not_posted_goes_after_an_hour()
    {
        var upload = await UploadTextAsync("forgotten.txt");
        var posted = await UploadTextAsync("kept.txt");
        await PostAsync("Kept", Id(posted));
        var unknown = Path.Combine(server.Data, "media/files/0123456789abcdef");
        await File.WriteAllTextAsync(unknown, "left behind");
        File.SetLastWriteTimeUtc(unknown, server.Clock.GetUtcNow().UtcDateTime);

        server.Clock.Move(TimeSpan.FromMinutes(61));
        await server.Get<UploadCleanupJob>().CleanUpAsync(CancellationToken.None);

        (await ada.GetAsync(Url(upload))).ShouldRefuse(404, "not_found");
        Files().ShouldBe([Path.GetFileName(Url(posted))]);
    }

    [Fact]
    public async Task Too_much_is_refused_and_leaves_nothing_behind()
    {
        (await ada.UploadAsync(secret, "big.bin", new byte[64 * 1024 + 1])).ShouldRefuse(413, "too_large");
        (await ada.UploadAsync(secret, "empty.bin", [])).ShouldRefuse(400, "blank");
        (await ada.UploadAsync(secret, "a.bin", new byte[60 * 1024])).ShouldBe(201);
        (await ada.UploadAsync(secret, "b.bin", new byte[60 * 1024])).ShouldRefuse(413, "quota_exceeded");
        (await ada.UploadAsync(secret, "bomb.png", Samples.Png(50_000, 50_000))).ShouldRefuse(400, "invalid");

        Files().ShouldHaveSingleItem();
        Directory.GetFiles(Path.Combine(server.Data, "media/drafts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_at_once_exactly_those_are_stored_that_the_quota_holds()
    {
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => ada.UploadAsync(secret, $"{i}.bin", new byte[30 * 1024]))
        );

        replies.Count(reply => reply.Status == 201).ShouldBe(3);
        foreach (var refused in replies.Where(reply => reply.Status != 201))
            refused.ShouldRefuse(413, "quota_exceeded");
        Files().Count().ShouldBe(3);
        Directory.GetFiles(Path.Combine(server.Data, "media/drafts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_who_may_write_in_the_room_may_upload()
    {
        var lobby = await ada.JoinAsync("lobby");

        (await ben.UploadAsync(secret, "a.png", Samples.Png())).ShouldRefuse(404, "not_found");
        (await ben.UploadAsync(lobby, "a.png", Samples.Png())).ShouldRefuse(403, "not_a_member");
        (await server.Stranger().UploadAsync(lobby, "a.png", Samples.Png())).ShouldRefuse(401, "not_authenticated");
        (await ada.PostAsync($"/api/chats/{lobby}/attachments", new { file = "x" })).ShouldRefuse(
            415,
            "unsupported_media_type"
        );
        Files().ShouldBeEmpty();
    }

    private async Task<System.Text.Json.JsonElement> UploadTextAsync(string name) =>
        (await ada.UploadAsync(secret, name, "Words"u8.ToArray(), "text/plain")).ShouldBe(201).Json;

    private Task<Reply> PostAsync(string text, params long[] attachments) =>
        ada.PostAsync($"/api/chats/{secret}/messages", new { text, attachments });

    private static async Task<int> WithTagAsync(Person person, string url, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return (await person.SendAsync(request)).Status;
    }

    private IEnumerable<string> Files() =>
        Directory
            .GetFiles(Path.Combine(Directory.CreateDirectory(Path.Combine(server.Data, "media/files")).FullName))
            .Select(path => Path.GetFileName(path));

    private static long Id(System.Text.Json.JsonElement thing) => thing.GetProperty("id").GetInt64();

    private static string Url(System.Text.Json.JsonElement upload) => upload.GetProperty("url").GetString()!;
}
