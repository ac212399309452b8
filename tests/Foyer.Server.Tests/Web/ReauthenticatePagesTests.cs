using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed class ReauthenticatePagesTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        server.Clock.Move(TimeSpan.FromMinutes(11));
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("/settings?handler=Begin", "/settings", null)]
    [InlineData("/settings?handler=Confirm&code=000000", "/settings", null)]
    [InlineData("/settings?handler=NewCodes&code=000000", "/settings", null)]
    [InlineData("/settings?handler=TurnOff&code=000000", "/settings", null)]
    [InlineData("/settings?handler=Token&name=My+program&scopes=read", "/settings", "value=\"My program\"")]
    [InlineData("/settings?handler=RemoveToken&id=1", "/settings", null)]
    [InlineData("/settings?handler=RemovePasskey&id=1", "/settings", null)]
    [InlineData("/settings/data?handler=Export", "/settings/data", null)]
    [InlineData(
        "/settings/data?handler=Leave&username=ada&messages=remove",
        "/settings/data",
        "value=\"remove\" selected"
    )]
    [InlineData("/profile-edit?first_name=Augusta&email=countess%40example.org", "/profile-edit", "value=\"Augusta\"")]
    public async Task A_stale_session_confirms_first_and_finds_what_it_typed(string form, string page, string? typed)
    {
        var (path, fields) = Split(form);

        var asked = (await ada.FillInAsync(path, fields)).ShouldBe(302).Headers.Location!.ToString();
        asked.ShouldBe($"/reauthenticate?returnUrl={Uri.EscapeDataString(page)}");
        (await ada.FillInAsync(asked, ("password", "wrong password"))).ShouldBe(401).Text.ShouldContain("incorrect");
        var confirmed = await ada.FillInAsync(asked, ("password", Person.Password), ("returnUrl", page));
        confirmed.ShouldBe(302).Headers.Location!.ToString().ShouldBe(page);

        var back = (await ada.GetAsync(page)).ShouldBe(200).Text;
        if (typed is not null)
            back.ShouldContain(typed);
        (await ada.GetAsync(page)).ShouldBe(200).Text.Contains(typed ?? "\0", StringComparison.Ordinal).ShouldBeFalse();
        var again = await ada.FillInAsync(path, fields);
        again.Headers.Location?.ToString().ShouldNotStartWith("/reauthenticate");
    }

    [Fact]
    public async Task The_rest_of_a_profile_needs_no_confirmation()
    {
        (await ada.FillInAsync("/profile-edit", ("first_name", "Ada"), ("email", ada.Email)))
            .ShouldBe(302)
            .Headers.Location!.ToString()
            .ShouldBe("/profile");
    }

    [Fact]
    public async Task Signed_out_it_leads_to_the_sign_in() =>
        (await server.Stranger().GetAsync("/reauthenticate?returnUrl=/settings"))
            .ShouldBe(302)
            .Headers.Location!.ToString()
            .ShouldStartWith("/login");

    private static (string Path, (string, string)[] Fields) Split(string form)
    {
        var query = System.Web.HttpUtility.ParseQueryString(form.Split('?')[1]);
        var handler = query["handler"];
        query.Remove("handler");
        return (
            form.Split('?')[0] + (handler is null ? "" : $"?handler={handler}"),
            [.. query.AllKeys.Select(key => (key!, query[key]!))]
        );
    }
}
