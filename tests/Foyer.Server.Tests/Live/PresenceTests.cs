using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Live;

/// <summary>Online means an open connection anywhere: in member lists, counts and the frames that announce it.</summary>
public sealed class PresenceTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;
    private long lobby;
    private long garden;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        garden = await ben.JoinAsync("garden");
        await cleo.JoinAsync("kitchen");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        cleo.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_member_in_another_room_is_online_everywhere()
    {
        await using var his = await WebSocketClient.JoinAsync(ben, garden);

        var room = (await ada.GetAsync($"/api/chats/{lobby}")).ShouldBe(200).Json;
        room.GetProperty("online").GetInt32().ShouldBe(1);
        var members = (await ada.GetAsync($"/api/chats/{lobby}/members")).Json.GetProperty("results");
        members.EnumerateArray().Single(one => one.Id() == ben.Id).GetProperty("online").GetBoolean().ShouldBeTrue();
        var rooms = (await ada.GetAsync("/api/chats")).Json.GetProperty("results");
        rooms.EnumerateArray().Single(one => one.Id() == lobby).GetProperty("online").GetInt32().ShouldBe(1);
        var page = (await ada.GetAsync($"/rooms/{lobby}")).Text;
        page.ShouldContain("<h2 class=\"members__title\">Here, <span data-count>1</span></h2>");
    }

    [Fact]
    public async Task Those_present_in_a_shared_room_learn_of_it_and_others_do_not()
    {
        await using var hers = await WebSocketClient.JoinAsync(ada, lobby);
        await using var outside = await WebSocketClient.OpenAsync(cleo);

        await using (await WebSocketClient.JoinAsync(ben, garden))
            (await UserAsync(hers)).ShouldBe((ben.Id, true));

        (await UserAsync(hers)).ShouldBe((ben.Id, false));
        (await outside.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "presence");
    }

    [Fact]
    public async Task A_visit_between_two_batches_ends_for_those_who_saw_its_start()
    {
        await using var hers = await WebSocketClient.JoinAsync(ada, lobby);
        await ben.JoinAsync("kitchen");
        for (var visit = 0; visit < 3; visit++)
        {
            // Starts a batch; the visit falls into the second before the next one.
            await using var other = await WebSocketClient.OpenAsync(cleo);
            await using (await WebSocketClient.JoinAsync(ben, lobby))
                await hers.ExpectAsync("connected_user");
            await hers.ExpectAsync("disconnected_user");

            JsonElement user;
            do user = (await hers.ExpectAsync("presence")).GetProperty("users").EnumerateArray().Single();
            while (user.GetProperty("online").GetBoolean());
            user.Id().ShouldBe(ben.Id);
        }
    }

    [Fact]
    public async Task Friends_learn_of_it_without_a_shared_room_and_blocked_people_do_not()
    {
        (await cleo.PutAsync("/api/friends/ben")).ShouldBe(200);
        (await ben.PutAsync("/api/friends/cleo")).ShouldBe(200);
        (await ada.PutAsync("/api/blocks/ben")).ShouldBe(200);
        await using var hers = await WebSocketClient.JoinAsync(ada, lobby);
        await using var friend = await WebSocketClient.OpenAsync(cleo);

        await using var his = await WebSocketClient.JoinAsync(ben, garden);

        (await UserAsync(friend)).ShouldBe((ben.Id, true));
        (await hers.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "presence");
    }

    /// <summary>The only user of the next presence frame.</summary>
    private static async Task<(long Id, bool Online)> UserAsync(WebSocketClient wire)
    {
        var user = (await wire.ExpectAsync("presence")).GetProperty("users").EnumerateArray().ShouldHaveSingleItem();
        return (user.Id(), user.GetProperty("online").GetBoolean());
    }
}
