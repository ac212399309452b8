using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Unread;

public sealed class UnreadTests
{
    [Fact]
    public async Task The_marker_goes_forward_only_unless_it_shall_count_as_unread()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        long[] said =
        [
            await ada.SayAsync(lobby, "one"),
            await ada.SayAsync(lobby, "two"),
            await ada.SayAsync(lobby, "three"),
        ];

        (await UnreadAsync(ben, lobby)).ShouldBe((3, 0));
        (await MarkAsync(ben, lobby, said[1])).ShouldBe((said[1], 1));
        (await MarkAsync(ben, lobby, said[0])).ShouldBe((said[1], 1));
        (await MarkAsync(ben, lobby, said[0], unread: true)).ShouldBe((said[0] - 1, 3));
        (await MarkAsync(ben, lobby, long.MaxValue)).ShouldBe((said[2], 0));
        await ada.SayAsync(lobby, "four");
        (await UnreadAsync(ben, lobby)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Only_members_have_a_marker()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        var secret = (await ada.PostAsync("/api/chats", new { name = "secret", kind = "private" }))
            .ShouldBe(201)
            .Json.Id();

        (await ben.PutAsync($"/api/chats/{lobby}/read", new { message = 1 })).ShouldRefuse(403, "not_a_member");
        (await ben.PutAsync($"/api/chats/{secret}/read", new { message = 1 })).ShouldRefuse(404, "not_found");
        (await ben.PutAsync("/api/chats/99999/read", new { message = 1 })).ShouldRefuse(404, "not_found");
        (await ada.PutAsync($"/api/chats/{lobby}/read", new { message = "x" })).ShouldRefuse(400, "invalid");
        (await ada.PutAsync($"/api/chats/{lobby}/read", new { })).ShouldRefuse(400, "required");
    }

    [Fact]
    public async Task Reading_on_one_device_is_told_to_the_others_only()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var said = await ada.SayAsync(lobby, "hello @ben");
        await using var phone = await WebSocketClient.OpenAsync(ben);
        await using var laptop = await WebSocketClient.OpenAsync(ben);

        await phone.SendAsync(
            new
            {
                event_type = "read",
                chat = lobby,
                message = said,
            }
        );

        var told = await laptop.ExpectAsync("read");
        told.GetProperty("chat").GetInt64().ShouldBe(lobby);
        told.GetProperty("message").GetInt64().ShouldBe(said);
        told.GetProperty("unread").GetInt64().ShouldBe(0);
        told.GetProperty("mentions").GetInt64().ShouldBe(0);
        (await phone.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "read");
        await phone.SendAsync(
            new
            {
                event_type = "read",
                chat = 99999,
                message = said,
            }
        );
        await phone.RefusedAsync("not_found");
    }

    [Fact]
    public async Task Who_looks_elsewhere_learns_what_is_unread_and_who_is_present_does_not()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await using var away = await WebSocketClient.OpenAsync(ben);
        await using var here = await WebSocketClient.JoinAsync(ben, lobby);

        await ada.SayAsync(lobby, "hello @ben");

        var told = await away.ExpectAsync("unread");
        told.GetProperty("chat").GetInt64().ShouldBe(lobby);
        told.GetProperty("unread").GetInt64().ShouldBe(1);
        told.GetProperty("mentions").GetInt64().ShouldBe(1);
        told.GetProperty("last_message").Text().ShouldBe("hello @ben");
        told.GetProperty("version").GetInt64().ShouldBe(told.GetProperty("last_message").Version());
        (await here.MessageAsync()).Text().ShouldBe("hello @ben");
        (await here.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "unread");
    }

    [Fact]
    public async Task An_edit_of_an_older_message_that_changes_no_number_is_not_told()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var first = await ada.SayAsync(lobby, "one");
        await ada.SayAsync(lobby, "two");
        await using var away = await WebSocketClient.OpenAsync(ben);

        (await ada.PatchAsync($"/api/messages/{first}", new { text = "one, better" })).ShouldBe(200);
        await ada.SayAsync(lobby, "three");
        var told = await away.ExpectAsync("unread");
        told.GetProperty("last_message").Text().ShouldBe("three");
        told.GetProperty("unread").GetInt64().ShouldBe(3);

        (await ada.PatchAsync($"/api/messages/{first}", new { text = "one for @ben" })).ShouldBe(200);
        (await away.ExpectAsync("unread")).GetProperty("mentions").GetInt64().ShouldBe(1);
        (await ada.DeleteAsync($"/api/messages/{first}")).ShouldBe(204);
        var less = await away.ExpectAsync("unread");
        (less.GetProperty("unread").GetInt64(), less.GetProperty("mentions").GetInt64()).ShouldBe((2, 0));
    }

    internal static async Task<(long Unread, long Mentions)> UnreadAsync(Person person, long chat)
    {
        var room = (await person.GetAsync($"/api/chats/{chat}")).ShouldBe(200).Json;
        return (room.GetProperty("unread").GetInt64(), room.GetProperty("mentions").GetInt64());
    }

    [Fact]
    public async Task Reading_on_the_phone_does_not_keep_the_last_message_from_the_other_window()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await using var window = await WebSocketClient.OpenAsync(ben);
        var one = await ada.SayAsync(lobby, "one");
        (await LastAsync(window)).ShouldBe(one);

        // Both posts and the read fall into the second in which counts are gathered.
        await ada.SayAsync(lobby, "two");
        var three = await ada.SayAsync(lobby, "three");
        await MarkAsync(ben, lobby, three);

        (await LastAsync(window)).ShouldBe(three);
    }

    /// <summary>The last message of the next frame about unread messages.</summary>
    private static async Task<long> LastAsync(WebSocketClient wire) =>
        (await wire.ExpectAsync("unread")).GetProperty("last_message").Id();

    private static async Task<(long Message, long Unread)> MarkAsync(
        Person person,
        long chat,
        long message,
        bool unread = false
    )
    {
        var marker = (await person.PutAsync($"/api/chats/{chat}/read", new { message, unread })).ShouldBe(200).Json;
        return (marker.GetProperty("message").GetInt64(), marker.GetProperty("unread").GetInt64());
    }
}
