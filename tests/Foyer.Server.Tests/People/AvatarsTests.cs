using System.Net.Http.Headers;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.People;

public sealed class AvatarsTests
{
    [Fact]
    public async Task A_picture_is_shown_without_what_the_camera_wrote_into_it()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var anonymous = server.Stranger();

        var path = (await PutAsync(ada, Samples.Png(3, 2, ("tEXt", Samples.Text))))
            .ShouldBe(200)
            .Json.GetProperty("avatar")
            .GetString()!;

        path.ShouldMatch("^/media/avatars/[0-9a-f]{32}\\.png$");
        (await ben.GetAsync("/api/users/ada")).Json.GetProperty("avatar").GetString().ShouldBe(path);
        var picture = (await ben.GetAsync(path)).ShouldBe(200);
        picture.ContentHeaders.ContentType!.MediaType.ShouldBe("image/png");
        picture.Text.ShouldNotContain(Samples.Secret);
        (await anonymous.GetAsync(path)).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_new_picture_and_none_take_the_old_file_away()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var first = (await PutAsync(ada, Samples.Png())).Json.GetProperty("avatar").GetString()!;
        var second = (await PutAsync(ada, Samples.Gif())).Json.GetProperty("avatar").GetString()!;

        (await ada.GetAsync(first)).ShouldRefuse(404, "not_found");
        (await ada.DeleteAsync("/api/users/me/avatar")).ShouldBe(204);
        (await ada.GetAsync(second)).ShouldRefuse(404, "not_found");
        (await ada.DeleteAsync("/api/users/me/avatar")).ShouldBe(204);
        (await ada.GetAsync("/api/users/me"))
            .Json.GetProperty("avatar")
            .GetString()
            .ShouldBe("/media/default-user-avatar.jpg");
        Directory.GetFiles(Path.Combine(server.Data, "media", "avatars")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<html><body>hello</body></html>")]
    [InlineData("GIF89a and then nothing of the kind")]
    [InlineData("")]
    public async Task What_is_no_picture_is_refused_and_nothing_stays(string content)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var reply = await PutAsync(ada, System.Text.Encoding.UTF8.GetBytes(content));

        reply.ShouldBe(400).Errors.ShouldNotBeEmpty();
        reply.Errors.ShouldAllBe(error => error.StartsWith("file: "));
        (await ada.GetAsync("/api/users/me"))
            .Json.GetProperty("avatar")
            .GetString()
            .ShouldBe("/media/default-user-avatar.jpg");
        Directory.GetFiles(Path.Combine(server.Data, "media"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_over_the_limit_or_in_another_wrapping_is_refused()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Limits:Upload=1 KiB");
        using var ada = await server.RegisterAsync("ada");

        (await PutAsync(ada, new byte[2000])).ShouldRefuse(413, "too_large");
        (await ada.PutAsync("/api/users/me/avatar", new { file = "x" })).ShouldRefuse(415, "unsupported_media_type");
        (await ada.GetAsync("/media/avatars/..%2f..%2ffoyer.db")).Status.ShouldBeOneOf(400, 404);
        (await ada.GetAsync("/media/avatars/nothing.png")).ShouldRefuse(404, "not_found");
    }

    private static Task<Reply> PutAsync(Person person, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        var form = new MultipartFormDataContent { { file, "file", "../../me.png" } };
        return person.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/users/me/avatar") { Content = form });
    }
}
