using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed class AccountPagesTests
{
    [Theory]
    [InlineData("/profile")]
    [InlineData("/profile/ada")]
    [InlineData("/profile-edit")]
    [InlineData("/settings")]
    [InlineData("/settings/privacy")]
    [InlineData("/settings/data")]
    [InlineData("/friends")]
    public async Task Whoever_is_not_signed_in_is_led_to_the_door_and_back(string path)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();

        var turned = await anonymous.GetAsync(path);

        turned.ShouldBe(302);
        turned.Headers.Location!.ToString().ShouldBe($"/login?returnUrl={Uri.EscapeDataString(path)}");
        (await ada.GetAsync(path)).ShouldBe(200);
    }

    [Fact]
    public async Task A_profile_is_edited_by_a_form_and_an_emptied_field_is_none()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.PatchAsync("/api/users/me", new { last_name = "Lovelace" });
        (await ada.GetAsync("/profile-edit")).Text.ShouldContain("value=\"Lovelace\"");

        var saved = await ada.FillInAsync(
            "/profile-edit",
            ("username", "Countess"),
            ("email", ada.Email),
            ("first_name", "Ada"),
            ("last_name", "")
        );

        saved.ShouldBe(302);
        var me = (await ada.GetAsync("/api/users/me")).Json;
        me.GetProperty("username").GetString().ShouldBe("Countess");
        me.GetProperty("first_name").GetString().ShouldBe("Ada");
        me.GetProperty("last_name").GetString().ShouldBeNull();
        (await ada.GetAsync("/profile")).Text.ShouldContain("<h1>Countess</h1>");
    }

    [Fact]
    public async Task A_wrong_form_comes_back_with_what_was_typed_and_nothing_changed()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var again = await ada.FillInAsync("/profile-edit", ("username", "admin"), ("email", "<script>"));

        again.ShouldBe(400);
        again.Text.ShouldContain("This name is reserved.");
        again.Text.ShouldContain("value=\"&lt;script&gt;\"");
        (await ada.GetAsync("/profile/nobody")).ShouldBe(404);
    }

    [Fact]
    public async Task A_new_address_shows_its_link_while_no_mail_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await ada.FillInAsync("/profile-edit", ("username", "ada"), ("email", "countess@example.org"))).ShouldBe(302);

        var page = WebUtility.HtmlDecode((await ada.GetAsync("/profile-edit")).Text);
        var link = Regex.Match(page, "/confirm\\?hash=[A-Za-z0-9_-]+").Value;
        (await ada.GetAsync(link)).ShouldBe(200);
        (await ada.FillInAsync(link, ("hash", link.Split("hash=")[1])))
            .Headers.Location!.ToString()
            .ShouldBe("/confirm?success");
        (await ada.GetAsync("/profile")).Text.ShouldContain("countess@example.org");
    }

    [Fact]
    public async Task A_profile_lists_what_its_person_plans_as_far_as_one_may_see_it()
    {
        await using var events = await Events.EventFixture.OpenAsync();
        await events.PlanAsync(new { title = "Open picnic" });
        var hidden = await events.PlanAsync(new { title = "Small dinner", visibility = "invite-only" });
        await events.PlanAsync(new { title = "Long ago", date = events.Ahead(-3) });
        (await events.InviteAsync(hidden, "ben")).Status.ShouldBeLessThan(300);

        var bens = (await events.Ben.GetAsync("/profile/ada")).ShouldBe(200).Text;
        var cleos = (await events.Cleo.GetAsync("/profile/ada")).ShouldBe(200).Text;

        bens.ShouldContain("Open picnic");
        bens.ShouldContain("Small dinner");
        bens.ShouldContain("Long ago");
        bens.IndexOf("Open picnic").ShouldBeLessThan(bens.IndexOf("Long ago"));
        cleos.ShouldContain("Open picnic");
        cleos.ShouldNotContain("Small dinner");
        (await events.Ben.GetAsync("/profile/cleo")).Text.ShouldNotContain("Events by");
    }

    [Fact]
    public async Task Friends_are_made_on_their_page()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await ada.FillInAsync("/friends?handler=Ask", ("name", "nobody")))
            .ShouldBe(404)
            .Text.ShouldContain("There is no such user.");
        (await ada.FillInAsync("/friends?handler=Ask", ("name", "ben"))).ShouldBe(302);
        (await ben.GetAsync("/friends")).Text.ShouldContain("They ask you");
        (await ben.FillInAsync("/friends?handler=Ask", ("name", "ada"))).ShouldBe(302);
        (await ada.GetAsync("/profile/ben")).Text.ShouldContain("End the friendship");
        (await ada.FillInAsync("/friends?handler=Part", ("name", "ben"))).ShouldBe(302);
        (await ben.GetAsync("/friends")).Text.ShouldContain("Nobody yet.");
    }

    [Fact]
    public async Task Whom_one_blocks_goes_from_profile_to_list_and_back()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        var blocked = await ada.FillInAsync("/profile/ben?handler=Block");

        blocked.ShouldBe(302);
        blocked.Headers.Location!.ToString().ShouldBe("/friends#blocked");
        (await ada.GetAsync("/profile/ben")).Headers.Location!.ToString().ShouldBe("/friends#blocked");
        (await ben.GetAsync("/profile/ada")).ShouldBe(404);
        (await ada.GetAsync("/settings/privacy")).Text.ShouldContain("Unblock ben");
        (await ada.FillInAsync("/friends?handler=Unblock", ("name", "ben"))).ShouldBe(302);
        (await ben.GetAsync("/profile/ada")).ShouldBe(200);
    }

    [Fact]
    public async Task Privacy_and_quiet_hours_are_chosen_on_their_page()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.PatchAsync("/api/users/me", new { quiet_to = "07:00" });

        var wrong = await ada.FillInAsync("/settings/privacy", ("messages_from", "friends"), ("quiet_from", "late"));
        wrong.ShouldBe(400).Text.ShouldContain("Enter a time as hh:mm.");
        var saved = await ada.FillInAsync(
            "/settings/privacy",
            ("messages_from", "friends"),
            ("quiet_from", "22:00"),
            ("quiet_to", ""),
            ("time_zone", "Europe/Vienna")
        );

        saved.ShouldBe(302);
        var me = (await ada.GetAsync("/api/users/me")).Json;
        me.GetProperty("messages_from").GetString().ShouldBe("friends");
        me.GetProperty("quiet_from").GetString().ShouldBe("22:00");
        me.GetProperty("quiet_to").GetString().ShouldBeNull();
        (await ada.GetAsync("/settings/privacy")).Text.ShouldContain("value=\"friends\" checked");
    }

    [Fact]
    public async Task One_takes_ones_data_along_and_leaves_by_name_and_password()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        var zip = await ben.FillInAsync("/settings/data?handler=Export");
        zip.ShouldBe(200).ContentHeaders.ContentType!.MediaType.ShouldBe("application/zip");

        (
            await ben.FillInAsync(
                "/settings/data?handler=Leave",
                ("username", "ada"),
                ("password", Person.Password),
                ("messages", "keep")
            )
        )
            .ShouldBe(400)
            .Text.ShouldContain("This is not your username.");
        var left = await ben.FillInAsync(
            "/settings/data?handler=Leave",
            ("username", "ben"),
            ("password", Person.Password),
            ("messages", "keep")
        );
        left.ShouldBe(302);
        (await ada.GetAsync("/api/users/ben")).ShouldBe(404);
    }
}
