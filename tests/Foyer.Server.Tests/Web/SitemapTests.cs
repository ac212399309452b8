using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Foyer.Server.Tests.Web;

/// <summary>Every page that the sitemap names has a title, one heading and a description; every page is named there.</summary>
public sealed class SitemapTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        await server.RegisterAsync("ben");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/profile")]
    [InlineData("/profile/ben")]
    [InlineData("/profile-edit")]
    [InlineData("/settings")]
    [InlineData("/friends")]
    [InlineData("/room")]
    [InlineData("/chat")]
    [InlineData("/chat/ben")]
    [InlineData("/event-overview")]
    [InlineData("/event-create")]
    [InlineData("/notifications")]
    [InlineData("/search")]
    [InlineData("/admin")]
    [InlineData("/admin/users/ben")]
    [InlineData("/admin/rooms")]
    [InlineData("/admin/events")]
    [InlineData("/admin/reports")]
    [InlineData("/admin/audit")]
    [InlineData("/docs/api")]
    [InlineData("/password-save")]
    public Task Pages_for_people_have_a_title_a_heading_and_a_description(string path) => CheckAsync(ada, path, 200);

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/login", 200)]
    [InlineData("/register", 200)]
    [InlineData("/confirm?success", 200)]
    [InlineData("/confirm?error", 200)]
    [InlineData("/password-reset", 200)]
    [InlineData("/event-overview", 200)]
    [InlineData("/docs/api", 200)]
    [InlineData("/no/such/door", 404)]
    public Task Pages_for_visitors_have_a_title_a_heading_and_a_description(string path, int status) =>
        CheckAsync(server.Stranger(), path, status);

    [Fact]
    public async Task A_room_and_an_event_have_them_too()
    {
        var room = await ada.JoinAsync("lobby");
        var made = await ada.PostAsync(
            "/api/events",
            new
            {
                title = "Soup",
                description = "Bring a bowl.",
                date = "2099-12-05",
                visibility = "public",
            }
        );
        var id = made.ShouldBe(201).Json.GetProperty("id").GetString();

        foreach (
            var path in new[]
            {
                $"/rooms/{room}",
                $"/event-detail?id={id}",
                $"/event-edit?id={id}",
                $"/event-cancel?id={id}",
            }
        )
            await CheckAsync(ada, path, 200);
    }

    [Fact]
    public void The_sitemap_names_every_page()
    {
        var named = File.ReadAllText(Path.Combine(Folder(), "docs", "sitemap.md"));
        var pages = server
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Split('{')[0].TrimEnd('/'))
            .Distinct()
            .ToList();

        pages.Count.ShouldBeGreaterThan(25);
        pages.Except(["/status", "/fault"]).ShouldAllBe(page => named.Contains($"`{page}"));
    }

    [Fact]
    public void The_sitemap_names_no_page_that_is_not_there()
    {
        var routes = server
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Select(route => Regex.Replace(route, @"\{[^}]*\}", "*").Replace("/*", "", StringComparison.Ordinal))
            .ToHashSet();
        var lines = File.ReadAllLines(Path.Combine(Folder(), "docs", "sitemap.md"));
        var named = lines
            .Where(line => line.StartsWith("| `/", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line, @"`(/[^`?]*)[^`]*`").Select(match => match.Groups[1].Value))
            .Select(path => Regex.Replace(path, "/[A-Z]+(?=/|$)", ""))
            .Distinct()
            .ToList();

        named.Count.ShouldBeGreaterThan(25);
        named.Where(path => !routes.Contains(path.Length > 1 ? path.TrimEnd('/') : path)).ShouldBeEmpty();
    }

    [Fact]
    public void The_sitemap_says_which_pages_need_no_session()
    {
        var text = File.ReadAllText(Path.Combine(Folder(), "docs", "sitemap.md")).ReplaceLineEndings(" ");
        var sentence = Regex
            .Match(text, "Without a session every page but (.*?) redirects to `/login`")
            .Groups[1]
            .Value;
        var named = Regex
            .Matches(sentence, "`(/[^`]*)`")
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal);
        var open = server
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            )
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Split('{')[0].TrimEnd('/'))
            .Except(["/status", "/fault", "/Index"])
            .Distinct()
            .Order(StringComparer.Ordinal);

        named.ShouldBe(open);
    }

    private static async Task CheckAsync(Person person, string path, int status)
    {
        // The content of a template is not on the page yet.
        var page = Regex.Replace(
            (await person.GetAsync(path)).ShouldBe(status).Text,
            "<template.*?</template>",
            "",
            RegexOptions.Singleline
        );

        page.ShouldMatch(@"<title>\S[^<]* · Foyer</title>", path);
        Regex.Count(page, "<h1[ >]").ShouldBe(1, path);
        Regex.IsMatch(page, @"<h1[^>]*>\s*</h1>").ShouldBeFalse(path);
        page.ShouldMatch("<meta name=\"description\" content=\"[^\"]+\">", path);
        page.ShouldContain("<html lang=\"en\"");
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Foyer.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
