using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed class FaultPageTests
{
    [Fact]
    public async Task A_fault_shows_a_number_and_nothing_of_the_inside()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await server
            .Get<Writer>()
            .WriteAsync<int>(write => write.Execute("alter table friends rename to lost_friends"));

        var page = await ada.GetAsync("/friends");

        page.ShouldBe(500).Text.ShouldContain("Internal error");
        page.Text.ShouldContain("Number <code>");
        var reply = await ada.GetAsync("/api/friends");
        reply.ShouldBe(500);
        reply.Text.ShouldBe(
            """{"type":"server_error","errors":[{"code":"error","detail":"A server error occurred.","attr":null}]}"""
        );
        foreach (var text in new[] { page.Text, reply.Text })
        foreach (var inside in new[] { "Sqlite", "Exception", "no such table", "select ", "Foyer.Server", ".cs:line" })
            text.ShouldNotContain(inside, Case.Insensitive);
    }
}
