using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>Slash commands typed in a terminal, in a room or in none.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task What_needs_no_room_works_without_one(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var terminal = await TerminalClient.SignInAsync(server, "ben", codec);

        (await terminal.CommandAsync("/help")).ShouldContain("/join ROOM");
        (await terminal.CommandAsync("/join tea room")).ShouldBe("You have made tea room.");
        (await terminal.CommandAsync("/list")).ShouldContain("tea room");
        (await terminal.CommandAsync("/events")).ShouldBe("Nothing is planned.");
        (await terminal.CommandAsync("/who")).ShouldBe("not_found");
        (await terminal.CommandAsync("/leave")).ShouldBe("not_found");
        (await terminal.CommandAsync("/kick ada 60")).ShouldBe("permission_denied");
        (await terminal.CommandAsync("/nonsense")).ShouldBe("unknown_command");
        (await terminal.CommandAsync("/join")).ShouldBe("usage");
        (await terminal.CommandAsync("no command")).ShouldBe("required");
    }

    [Fact]
    public async Task A_number_of_the_last_list_names_an_event()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd");
        (
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title = "Cinema",
                    description = "Bring a blanket.",
                    date,
                    visibility = "public",
                }
            )
        ).ShouldBe(201);
        using var terminal = await TerminalClient.SignInAsync(server, "ben");

        (await terminal.CommandAsync("/book 1")).ShouldBe("usage");
        (await terminal.CommandAsync("/events")).ShouldStartWith("1. Cinema");
        (await terminal.CommandAsync("/book 1")).ShouldBe("You have a place.");
        (await terminal.CommandAsync("/unbook 1")).ShouldBe("You have no place there.");
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task An_invite_link_is_taken_as_it_was_told_by_whom_it_is_for(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        var secret = await ada.MakePrivateRoomAsync("secret");
        using var host = await TerminalClient.SignInAsync(server, "ada", codec);
        using var guest = await TerminalClient.SignInAsync(server, "ben", codec);
        using var other = await TerminalClient.SignInAsync(server, "cleo", codec);
        var told = await host.CommandAsync("/invite ben", secret);
        var link = told[told.IndexOf("http", StringComparison.Ordinal)..];

        (await other.CommandAsync($"/join {link}")).ShouldBe("not_found");
        (await guest.CommandAsync($"/join {link}x")).ShouldBe("not_found");
        (await guest.CommandAsync($"/join {link}")).ShouldBe("You are in secret.");
        (await guest.CommandAsync($"/join {link}")).ShouldBe("You are in secret.");
        (await guest.CommandAsync("/list")).ShouldContain("secret · 2 members · joined");
        await ben.PostAsync($"/api/chats/{secret}/leave");
        (await guest.CommandAsync($"/join {link}")).ShouldBe("not_found");
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task An_event_for_the_invited_is_to_others_as_if_it_were_not(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        using var host = await TerminalClient.SignInAsync(server, "ada", codec);
        using var guest = await TerminalClient.SignInAsync(server, "ben", codec);
        using var other = await TerminalClient.SignInAsync(server, "cleo", codec);
        var made = await host.GetAsync(
            "create_event",
            new
            {
                title = "Supper",
                description = "At the long table.",
                date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd"),
                visibility = "invite-only",
            }
        );
        var hidden = made.GetProperty("id").GetGuid();
        var room = (await host.GetAsync("chats")).GetProperty("results")[0].GetProperty("id").GetInt64();
        (await ada.PostAsync($"/api/events/{hidden}/invitations", new { invitee = "ben" })).ShouldBe(201);
        (await guest.GetAsync("event", new { id = hidden })).GetProperty("title").GetString().ShouldBe("Supper");

        foreach (var id in new[] { hidden, Guid.NewGuid() })
        {
            await other.ShouldRefuseAsync("event", new { id }, 404, "not_found");
            await other.ShouldRefuseAsync("book", new { @event = id }, 404, "not_found");
            await other.ShouldRefuseAsync("withdraw", new { @event = id }, 404, "not_found");
            (await other.CommandAsync($"/event {id}")).ShouldBe("not_found");
            (await other.CommandAsync($"/book {id}")).ShouldBe("not_found");
            (await other.CommandAsync($"/unbook {id}")).ShouldBe("not_found");
            await other.SendEventAsync(new { event_type = "watch_event", @event = id });
            (await other.EventAsync("error"))
                .GetProperty("errors")[0]
                .GetProperty("code")
                .GetString()
                .ShouldBe("not_found");
        }
        foreach (var chat in new[] { room, room + 1000 })
        {
            await other.ShouldRefuseAsync("history", new { chat }, 404, "not_found");
            await other.ShouldRefuseAsync("members", new { chat }, 404, "not_found");
            (await other.CommandAsync("/rsvp yes", chat)).ShouldBe("not_found");
            (await other.CommandAsync("/who", chat)).ShouldBe("not_found");
        }
        (await other.GetAsync("events")).GetProperty("results").GetArrayLength().ShouldBe(0);
        (await other.CommandAsync("/events")).ShouldBe("Nothing is planned.");
    }

    [Fact]
    public async Task The_owner_shuts_the_server_down_from_a_terminal_and_everybody_hears_of_it()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var owner = await TerminalClient.SignInAsync(server, "ada");
        using var guest = await TerminalClient.SignInAsync(server, "ben", Codec.Binary);

        (await guest.CommandAsync("/kill 600")).ShouldBe("permission_denied");
        (await owner.CommandAsync("/kill 600")).ShouldContain("600");
        (await guest.EventAsync("server_notice")).GetProperty("seconds").GetInt32().ShouldBe(600);
        (await owner.CommandAsync("/kill abort")).ShouldContain("called off");
    }
}
