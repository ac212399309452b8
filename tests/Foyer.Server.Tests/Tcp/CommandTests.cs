using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Tcp;

/// <summary>Slash commands typed in a terminal, in a room or in none (S002-28, S002-29).</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task What_needs_no_room_works_without_one(Codec codec)
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var terminal = await Terminal.SignInAsync(server, "ben", codec);

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
        await using var server = await TestServer.StartAsync(Terminal.Open);
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
        using var terminal = await Terminal.SignInAsync(server, "ben");

        (await terminal.CommandAsync("/book 1")).ShouldBe("usage");
        (await terminal.CommandAsync("/events")).ShouldStartWith("1. Cinema");
        (await terminal.CommandAsync("/book 1")).ShouldBe("You have a place.");
        (await terminal.CommandAsync("/unbook 1")).ShouldBe("You have no place there.");
    }

    [Fact]
    public async Task The_owner_shuts_the_server_down_from_a_terminal_and_everybody_hears_of_it()
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var owner = await Terminal.SignInAsync(server, "ada");
        using var guest = await Terminal.SignInAsync(server, "ben", Codec.Binary);

        (await guest.CommandAsync("/kill 600")).ShouldBe("permission_denied");
        (await owner.CommandAsync("/kill 600")).ShouldContain("600");
        (await guest.EventAsync("server_notice")).GetProperty("seconds").GetInt32().ShouldBe(600);
        (await owner.CommandAsync("/kill abort")).ShouldContain("called off");
    }
}
