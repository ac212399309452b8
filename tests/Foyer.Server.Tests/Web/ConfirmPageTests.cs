using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed class ConfirmPageTests
{
    private const string Success = "/confirm?success";
    private const string Error = "/confirm?error";

    [Fact]
    public async Task Only_looking_confirms_nothing_and_a_used_link_keeps_saying_so_until_it_expires()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        var link = new Uri(ada.ConfirmationUrl!).PathAndQuery;
        using var mail = server.Stranger("Scanner/1.0");

        (await mail.SendAsync(new HttpRequestMessage(HttpMethod.Head, link))).ShouldBe(200);
        (await PrefetchAsync(mail, link, "prefetch")).ShouldBe(200);
        (await PrefetchAsync(mail, link, "prefetch;prerender")).ShouldBe(200);
        (await ada.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldRefuse(
            403,
            "not_verified"
        );

        Target(await mail.GetAsync(link)).ShouldBe(Success);
        await ada.SignInAsync();
        Target(await mail.GetAsync(link)).ShouldBe(Success);
        (await ada.PostAsync("/api/confirm", new { hash = link.Split("hash=")[1] })).ShouldBe(400);
        server.Clock.Move(TimeSpan.FromHours(24));
        Target(await mail.GetAsync(link)).ShouldBe(Error);
        Target(await mail.GetAsync("/confirm?hash=unknown")).ShouldBe(Error);
        (await mail.GetAsync("/confirm")).ShouldBe(200);
    }

    [Fact]
    public async Task A_changed_address_is_confirmed_by_the_button()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var url = (await ada.PatchAsync("/api/users/me", new { email = "countess@example.org" }))
            .ShouldBe(200)
            .Json.GetProperty("confirmation_url")
            .GetString()!;
        var link = new Uri(url).PathAndQuery;
        var hash = link.Split("hash=")[1];
        using var mail = server.Stranger();

        (await mail.SendAsync(new HttpRequestMessage(HttpMethod.Head, link))).ShouldBe(200);
        (await mail.GetAsync(link)).ShouldBe(200).Text.ShouldContain(hash);
        (await EmailAsync(ada)).ShouldBe("ada@example.org");
        Target(await mail.FillInAsync(link, ("hash", hash))).ShouldBe(Success);
        (await EmailAsync(ada)).ShouldBe("countess@example.org");
        (await mail.GetAsync("/api/users/me")).ShouldBe(401);
        Target(await mail.GetAsync(link)).ShouldBe(Error);
    }

    [Fact]
    public async Task The_browser_that_registered_is_signed_in_and_no_other()
    {
        await using var server = await TestServer.StartAsync();
        using var first = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        var link = await RegisterAsync(ben, "ben");
        using var other = server.Stranger();

        Target(await other.GetAsync(link)).ShouldBe(Success);
        (await other.GetAsync("/api/users/me")).ShouldBe(401);

        using var cleo = server.Stranger();
        var second = await RegisterAsync(cleo, "cleo");
        Target(await ben.GetAsync(second)).ShouldBe(Success);
        (await ben.GetAsync("/api/users/me")).ShouldBe(401);

        using var dan = server.Stranger();
        var third = await RegisterAsync(dan, "dan");
        Target(await dan.GetAsync(third)).ShouldBe(Success);
        (await dan.GetAsync("/api/users/me")).ShouldBe(200).Json.GetProperty("username").GetString().ShouldBe("dan");
        (await dan.GetAsync(Success)).Text.ShouldContain("You are signed in.");
    }

    [Fact]
    public async Task Confirming_by_the_api_never_signs_in()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        var link = await RegisterAsync(ada, "ada");

        (await ada.PostAsync("/api/confirm", new { hash = link.Split("hash=")[1] })).ShouldBe(204);

        (await ada.GetAsync("/api/users/me")).ShouldBe(401);
    }

    [Fact]
    public async Task Whoever_waits_for_approval_is_not_signed_in()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:Mode=approval");
        using var first = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        var link = await RegisterAsync(ben, "ben");

        Target(await ben.GetAsync(link)).ShouldBe(Success);

        (await ben.GetAsync("/api/users/me")).ShouldBe(401);
    }

    private static async Task<string> RegisterAsync(Person person, string name)
    {
        var made = await person.FillInAsync(
            "/register",
            ("username", name),
            ("email", $"{name}@example.org"),
            ("password", Person.Password)
        );
        made.ShouldBe(302);
        var cookie = made
            .Headers.GetValues("Set-Cookie")
            .Single(one => one.StartsWith("foyer_registration=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("max-age=86400");
        var page = (await person.GetAsync("/confirm?pending")).ShouldBe(200).Text;
        return "/confirm?hash=" + page.Split("/confirm?hash=")[1][..22];
    }

    private static Task<Reply> PrefetchAsync(Person person, string path, string purpose)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Purpose", purpose);
        return person.SendAsync(request);
    }

    private static string Target(Reply reply) => reply.ShouldBe(302).Headers.Location!.ToString();

    private static async Task<string?> EmailAsync(Person person) =>
        (await person.GetAsync("/api/users/me")).Json.GetProperty("email").GetString();
}
