using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Moderation;

public sealed class DataExportTests
{
    [Fact]
    public async Task The_zip_holds_all_that_one_has_written_and_given()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var hers = await ada.SayAsync(lobby, "ada's words");
        var first = await ben.SayAsync(lobby, "first <b>words</b> 東京");
        var gone = await ben.SayAsync(lobby, "regretted");
        await ben.DeleteAsync($"/api/messages/{gone}");
        await ben.PutAsync($"/api/messages/{hers}/reactions/👍");
        await ben.PutAsync("/api/friends/ada");
        var picture = Samples.Png();
        var file = (await ben.UploadAsync(lobby, "../../evil:name.png", picture)).ShouldBe(201).Json.Id();
        (
            await ben.PostAsync($"/api/chats/{lobby}/messages", new { text = "look", attachments = new[] { file } })
        ).ShouldBe(201);
        await ben.PatchAsync("/api/users/me", new { first_name = "Ben", quiet_from = "22:00" });

        using var zip = await OpenAsync(ben, HttpMethod.Get);

        var account = Read(zip, "account.json")[0];
        account.GetProperty("username").GetString().ShouldBe("ben");
        account.GetProperty("email").GetString().ShouldBe("ben@example.org");
        account.GetProperty("created_at").GetString().ShouldEndWith("Z");
        var messages = Read(zip, "messages.json");
        messages.EnumerateArray().Select(one => one.Text()).ShouldBe(["first <b>words</b> 東京", "look"]);
        messages[0].Id().ShouldBe(first);
        Read(zip, "rooms.json")[0].GetProperty("name").GetString().ShouldBe("lobby");
        Read(zip, "reactions.json")[0].GetProperty("emoji").GetString().ShouldBe("👍");
        Read(zip, "friends.json")[0].GetProperty("username").GetString().ShouldBe("ada");
        Read(zip, "events.json").GetArrayLength().ShouldBe(0);
        var path = Read(zip, "files.json")[0].GetProperty("path").GetString()!;
        path.ShouldStartWith("files/");
        path[6..].ShouldNotContain("/");
        path.ShouldNotContain(":");
        zip.GetEntry(path)!.Length.ShouldBeGreaterThan(0);
        Everything(zip).ShouldNotContain("ada@example.org");
        Everything(zip).ShouldNotContain("ada's words");
        Everything(zip).ShouldNotContain("regretted");
        Everything(zip).ShouldNotContain("$2b$");
    }

    [Fact]
    public async Task A_sign_in_of_long_ago_needs_the_password()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        server.Clock.Move(TimeSpan.FromMinutes(11));

        (await ada.GetAsync("/api/users/me/export")).ShouldRefuse(403, "sign_in_again");
        (await ada.PostAsync("/api/users/me/export", new { password = "wrong password" })).ShouldRefuse(400, "invalid");
        (await ada.PostAsync("/api/users/me/export")).ShouldRefuse(403, "sign_in_again");

        using var zip = await OpenAsync(ada, HttpMethod.Post);
        zip.GetEntry("account.json").ShouldNotBeNull();
    }

    [Fact]
    public async Task Programs_and_strangers_get_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();
        var token = (await ada.PostAsync("/api/tokens", new { name = "p", scopes = new[] { "read", "write" } }))
            .Json.GetProperty("token")
            .GetString();
        using var program = server.Stranger();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");

        (await anonymous.GetAsync("/api/users/me/export")).ShouldRefuse(401, "not_authenticated");
        (await program.GetAsync("/api/users/me/export")).ShouldRefuse(403, "permission_denied");
        (await program.PostAsync("/api/users/me/export", new { password = Person.Password })).ShouldRefuse(
            403,
            "permission_denied"
        );
    }

    [Fact]
    public async Task Nobody_keeps_the_server_busy_with_it()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        for (var i = 0; i < 5; i++)
            (await ada.GetAsync("/api/users/me/export")).ShouldBe(200);

        var sixth = await ada.GetAsync("/api/users/me/export");

        sixth.ShouldRefuse(429, "throttled");
        sixth.Headers.RetryAfter.ShouldNotBeNull();
    }

    private static async Task<ZipArchive> OpenAsync(Person person, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/api/users/me/export");
        if (method == HttpMethod.Post)
            request.Content = JsonContent.Create(new { password = Person.Password });
        using var response = await person.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync()));
    }

    private static JsonElement Read(ZipArchive zip, string name)
    {
        using var entry = zip.GetEntry(name)!.Open();
        return JsonDocument.Parse(entry).RootElement;
    }

    private static string Everything(ZipArchive zip) =>
        string.Concat(
            zip.Entries.Where(entry => entry.Name.EndsWith(".json"))
                .Select(entry =>
                {
                    using var reader = new StreamReader(entry.Open());
                    return reader.ReadToEnd();
                })
        );
}
