using System.Text.RegularExpressions;
using Foyer.Server.Tests.Events;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

/// <summary>What forms say about their fields, before they are sent and after a refusal.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task An_error_summary_names_each_field_as_the_page_does_and_leads_to_it()
    {
        await using var events = await EventFixture.OpenAsync();
        var user = events.Server.Stranger();
        (Person Person, string Path, (string, string)[] Fields, string[] Links)[] cases =
        [
            (user, "/login", [], ["#login Username or e-mail", "#password Password"]),
            (
                user,
                "/register",
                [("age", "x")],
                ["#username Username", "#email E-mail", "#password Password", "#age Age"]
            ),
            (user, "/confirm", [], ["#login Username or e-mail"]),
            (
                events.Ada,
                "/event-create",
                [
                    ("title", ""),
                    ("date", "x"),
                    ("duration_minutes", "0"),
                    ("maximum_attendees", "0"),
                    ("price", "1,2,3"),
                    ("visibility", "x"),
                    ("time_zone", "x"),
                ],
                [
                    "#title Title",
                    "#description Description",
                    "#public Who may see it",
                    "#maximum_attendees How many",
                    "#price Price in EUR",
                    "#date Date",
                    "#time_zone Time zone",
                    "#duration_minutes Minutes",
                ]
            ),
            (events.Ada, "/profile-edit", [("username", "-"), ("email", "x")], ["#username Username", "#email E-mail"]),
            (
                events.Ada,
                "/password-save",
                [("password", "short")],
                ["#current_password Current password", "#password New password", "#repeated_password The same again"]
            ),
            (
                events.Ada,
                "/settings/privacy",
                [("quiet_from", "25:00"), ("time_zone", "x"), ("messages_from", "x")],
                ["#everyone Who may write to you", "#quiet_from From", "#time_zone In the time of"]
            ),
        ];
        foreach (var (person, path, fields, links) in cases)
        {
            var page = (await person.FillInAsync(path, fields)).ShouldBe(400).Text;
            var found = Regex
                .Matches(page, "<li><a href=\"(?<target>#[^\"]+)\">(?<label>[^:]+): ")
                .Select(match => $"{match.Groups["target"].Value} {match.Groups["label"].Value}")
                .ToList();
            found.ShouldBe(links, ignoreOrder: true, path);
            foreach (var link in found)
                page.ShouldContain($"id=\"{link.Split(' ')[0][1..]}\"");
        }
    }

    [Fact]
    public async Task Fields_carry_the_limits_of_the_settings()
    {
        await using var server = await TestServer.StartAsync(
            "--Foyer:Limits:EventTitle=77",
            "--Foyer:Limits:FirstName=21"
        );
        using var ada = await server.RegisterAsync("ada");
        (string Path, string Id, string[] Attributes)[] cases =
        [
            ("/event-create", "title", ["required", "maxlength=\"77\""]),
            ("/event-create", "date", ["required", "type=\"date\""]),
            ("/event-create", "duration_minutes", ["min=\"1\"", "inputmode=\"numeric\""]),
            ("/event-create", "maximum_attendees", ["min=\"1\"", "max=\"1000000\""]),
            ("/event-create", "price", ["inputmode=\"decimal\""]),
            ("/profile-edit", "first_name", ["maxlength=\"21\"", "autocomplete=\"given-name\""]),
            ("/profile-edit", "email", ["required", "maxlength=\"254\"", "autocomplete=\"email\""]),
            (
                "/password-save",
                "password",
                ["required", "minlength=\"8\"", "maxlength=\"128\"", "autocomplete=\"new-password\""]
            ),
            ("/room", "name", ["required", "maxlength=\"64\""]),
        ];
        foreach (var (path, id, attributes) in cases)
        {
            var tag = Regex
                .Match((await ada.GetAsync(path)).ShouldBe(200).Text, $"<input [^>]*id=\"{id}\"[^>]*>")
                .Value;
            foreach (var attribute in attributes)
                tag.ShouldContain(attribute, Case.Sensitive, $"{path} {id}");
        }
    }

    [Theory]
    [InlineData(" ada")]
    [InlineData("ada ")]
    [InlineData("\u00a0ada\t")]
    [InlineData(" ada@example.org ")]
    public async Task Blanks_around_a_name_or_an_address_do_not_matter(string pasted)
    {
        await using var events = await EventFixture.OpenAsync();
        var id = (await events.Ben.PostAsync("/api/events", events.Plan(new { title = " Soup " })))
            .ShouldBe(201)
            .Json.GetProperty("id")
            .GetString();

        (
            await events.Server.Stranger().PostAsync("/api/login", new { login = pasted, password = Person.Password })
        ).ShouldBe(200);
        (
            await events
                .Server.Stranger()
                .PostAsync("/api/login", new { login = pasted, password = " " + Person.Password })
        ).ShouldBe(401);
        (await events.Ben.PostAsync($"/api/events/{id}/invitations", new { invitee = pasted })).ShouldBe(201);
        (await events.Ben.GetAsync($"/api/events/{id}")).Json.GetProperty("title").GetString().ShouldBe("Soup");
        (await events.Ben.PostAsync("/api/password/reset", new { email = " ada@example.org\n" })).ShouldBe(204);
        var room = await events.Ben.JoinAsync("kitchen");
        await events.Ben.SayAsync(room, "  indented");
        (await events.Ben.TextsAsync(room))[0].ShouldBe("  indented");
    }

    [Theory]
    [InlineData("12.50", "12.50")]
    [InlineData("12,50", "12.50")]
    [InlineData(" 12,5 ", "12.50")]
    [InlineData("12", "12.00")]
    [InlineData("1,234.50", null)]
    [InlineData("1.234,50", null)]
    [InlineData("1,2,3", null)]
    [InlineData("12,505", null)]
    [InlineData("12,50 €", null)]
    public async Task A_price_has_a_point_or_a_comma(string typed, string? price)
    {
        await using var events = await EventFixture.OpenAsync();

        var reply = await events.Ada.PostAsync("/api/events", events.Plan(new { price = typed }));

        if (price is null)
            reply.ShouldBe(400).Errors.ShouldBe(["price: invalid"]);
        else
            reply.ShouldBe(201).Json.GetProperty("price").GetString().ShouldBe(price);
    }

    [Fact]
    public async Task The_second_step_of_a_sign_in_asks_for_the_code_alone()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var secret = (await ada.PostAsync("/api/users/me/totp")).ShouldBe(200).Json.GetProperty("secret").GetString()!;
        var app = new SecondFactor(server, secret);
        (await ada.PostAsync("/api/users/me/totp", new { code = app.Code() })).ShouldBe(200);
        using var again = server.Stranger();

        var second = (
            await again.FillInAsync("/login", ("login", "ada"), ("password", Person.Password), ("remember", "true"))
        )
            .ShouldBe(401)
            .Text;
        second.ShouldNotContain("type=\"password\"");
        second.ShouldNotContain(Person.Password);
        second.ShouldContain("id=\"code\"");

        var wrong = (await SendCodeAsync(second, "000000")).ShouldBe(401).Text;
        wrong.ShouldContain("This code is wrong");
        wrong.ShouldNotContain("type=\"password\"");
        server.Clock.Move(TimeSpan.FromMinutes(1));
        var signedIn = await SendCodeAsync(wrong, app.Code());
        signedIn.ShouldBe(302).Headers.Location!.ToString().ShouldBe("/room");
        (await again.GetAsync("/api/users/me")).ShouldBe(200);
        (await server.Stranger().FillInAsync("/login", ("first_step", "forged"), ("code", app.Code()))).ShouldBe(400);

        Task<Reply> SendCodeAsync(string page, string code) =>
            again.FillInAsync(
                "/login",
                ("first_step", Hidden(page, "first_step")),
                ("remember", Hidden(page, "remember")),
                ("code", code)
            );
    }

    [Fact]
    public async Task A_dead_reset_link_says_so_at_once_and_a_live_one_shows_the_form()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await server.RegisterAsync("ben");
        var link = (await ada.PostAsync("/api/admin/reset-link", new { username = "ben" })).ShouldBe(200).Json;
        var path = new Uri(link.GetProperty("reset_url").GetString()!).PathAndQuery;
        using var ben = server.Stranger();

        (await ben.GetAsync(path)).ShouldBe(200).Text.ShouldContain("id=\"password\"");
        server.Clock.Move(TimeSpan.FromHours(2));
        foreach (var dead in (string[])[path, "/password-save?hash=unknown"])
        {
            var page = (await ben.GetAsync(dead)).Text;
            page.ShouldNotContain("type=\"password\"");
            page.ShouldContain("This link no longer works");
        }
    }

    [Theory]
    [InlineData("ada", Person.Password, true)]
    [InlineData("ada", "a wrong password", false)]
    [InlineData("nobody", Person.Password, false)]
    [InlineData("ben", Person.Password, false)]
    public async Task Without_mail_no_page_says_that_a_link_was_sent(string login, string password, bool link)
    {
        await using var server = await TestServer.StartAsync();
        await server.RegisterAsync("ben");
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        var sent = await ada.FillInAsync("/confirm", ("login", login), ("password", password));
        var shown = sent.Status == 302 ? await ada.GetAsync(sent.Headers.Location!.ToString()) : sent;
        shown.Text.Contains("/confirm?hash=").ShouldBe(link);
        foreach (var page in (string[])[shown.Text, (await ada.GetAsync("/confirm?pending")).Text])
        {
            page.ShouldNotContain("We sent you");
            page.ShouldNotContain("on its way");
        }
    }

    [Fact]
    public async Task The_sign_in_page_says_why_a_session_ended()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        (await server.Stranger().GetAsync("/login")).Text.ShouldNotContain("Sign in again");
        server.Clock.Move(TimeSpan.FromHours(25));
        var expired = (await ada.GetAsync("/friends")).ShouldBe(302).Headers.Location!.ToString();
        (await ada.GetAsync(expired)).Text.ShouldContain("Your session has ended");

        await ada.SignInAsync();
        using var elsewhere = server.Stranger("Elsewhere/1.0");
        elsewhere.Cookies.Add(ada.Cookies.GetAllCookies());
        var moved = (await elsewhere.GetAsync("/friends")).ShouldBe(302).Headers.Location!.ToString();
        (await elsewhere.GetAsync(moved)).Text.ShouldContain("your network address or browser changed");
    }

    private static string Hidden(string page, string name) =>
        Regex.Match(page, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"").Groups["value"].Value;
}
