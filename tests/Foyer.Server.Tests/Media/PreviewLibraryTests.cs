using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Media;

/// <summary>When libvips is loaded, and a server that runs without it.</summary>
public sealed class PreviewLibraryTests
{
    [Fact]
    public async Task The_library_is_loaded_for_the_first_preview_and_not_before()
    {
        await using var server = new ServerProcess();
        await server.StartAsync();
        using var http = await SignInAsync(server);

        (await UploadAsync(http, Samples.Png())).GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Null);
        Maps(server).ShouldNotContain("libvips");
        Maps(server).ShouldNotContain("NetVips");

        var wide = await UploadAsync(http, Pictures.Encode("png", 1200, 900));
        wide.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Object);
        Maps(server).ShouldContain("libvips");
    }

    [Fact]
    public async Task Without_the_library_pictures_are_served_as_they_are_and_one_warning_is_logged()
    {
        var copy = CopyWithoutLibrary();
        await using var server = new ServerProcess { Assembly = Path.Combine(copy, "Foyer.Server.dll") };
        await server.StartAsync();
        using var http = await SignInAsync(server);
        var picture = Pictures.Encode("png", 1200, 900);

        for (var i = 0; i < 2; i++)
        {
            var upload = await UploadAsync(http, picture);
            upload.GetProperty("preview").ValueKind.ShouldBe(JsonValueKind.Null);
            (await http.GetAsync(upload.GetProperty("url").GetString())).EnsureSuccessStatusCode();
        }

        var logs = Directory.GetFiles(Path.Combine(server.Folder, "logs"));
        var lines = logs.SelectMany(ReadLines).Count(line => line.Contains("libvips is not available"));
        lines.ShouldBe(1);
        Maps(server).ShouldNotContain("libvips");
        Directory.Delete(copy, recursive: true);
    }

    /// <summary>Copies the server as it is published for a system that libvips does not come with.</summary>
    private static string CopyWithoutLibrary()
    {
        var copy = TestServer.NewFolder();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // The .NET host looks for the other files where the server really lies, so a link to it would not do.
            if (Path.GetFileName(file).StartsWith("Foyer.Server.", StringComparison.Ordinal))
                File.Copy(file, target);
            else if (!Path.GetFileName(file).StartsWith("libvips", StringComparison.Ordinal))
                File.CreateSymbolicLink(target, file);
        }
        var path = Path.Combine(copy, "Foyer.Server.deps.json");
        var list = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var (_, target) in list["targets"]!.AsObject())
        foreach (var name in target!.AsObject().Select(library => library.Key).ToList())
            if (name.StartsWith("NetVips.Native", StringComparison.Ordinal))
                target.AsObject().Remove(name);
        File.WriteAllText(path, list.ToJsonString());
        return copy;
    }

    private static string Maps(ServerProcess server) => File.ReadAllText($"/proc/{server.Id}/maps");

    private static IEnumerable<string> ReadLines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n');
    }

    private static async Task<HttpClient> SignInAsync(ServerProcess server)
    {
        await server.RegisterAsync("ada");
        var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        var login = new { login = "ada", password = Person.Password };
        (await http.PostAsJsonAsync("/api/login", login)).EnsureSuccessStatusCode();
        return http;
    }

    private static async Task<JsonElement> UploadAsync(HttpClient http, byte[] picture)
    {
        var rooms = await http.PostAsJsonAsync("/api/chats", new { name = $"r{Guid.NewGuid():N}", kind = "private" });
        var room = (await rooms.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        using var part = new ByteArrayContent(picture);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { part, "file", "a.png" } };
        var response = await http.PostAsync($"/api/chats/{room}/attachments", form);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
