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
        var list = WithoutLibrary();
        await using var server = new ServerProcess { HostOptions = ["exec", "--depsfile", list] };
        await server.StartAsync();
        File.Delete(list);
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
    }

    /// <summary>Returns the path of a list of the server's files for the .NET loader that does not name libvips.</summary>
    private static string WithoutLibrary()
    {
        var server = typeof(Program).Assembly.Location;
        var list = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(server, ".deps.json")))!;
        foreach (var (_, target) in list["targets"]!.AsObject())
        foreach (var name in target!.AsObject().Select(library => library.Key).ToList())
            if (name.StartsWith("NetVips.Native", StringComparison.Ordinal))
                target.AsObject().Remove(name);
        var path = Path.Combine(AppContext.BaseDirectory, Path.GetRandomFileName() + ".deps.json");
        File.WriteAllText(path, list.ToJsonString());
        return path;
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
