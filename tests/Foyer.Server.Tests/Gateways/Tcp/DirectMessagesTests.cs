using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>Direct messages by name: delivered once, when the client has answered for them.</summary>
public sealed class DirectMessagesTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task A_direct_message_comes_to_every_terminal_of_its_recipient(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var from = await TerminalClient.SignInAsync(server, "ada", codec);
        using var one = await TerminalClient.SignInAsync(server, "ben", codec);
        using var other = await TerminalClient.SignInAsync(server, "ben");

        await SayAsync(from, "ben", "psst", "d-1");

        var stored = (await from.MessageAsync("psst")).Data;
        stored.GetProperty("client_id").GetString().ShouldBe("d-1");
        stored.GetProperty("recipient").GetString().ShouldBe("ben");
        foreach (var terminal in (TerminalClient[])[one, other])
        {
            var told = (await terminal.MessageAsync("psst")).Data;
            told.GetProperty("sender").GetString().ShouldBe("ada");
            told.GetProperty("recipient").GetString().ShouldBe("ben");
            told.GetProperty("subject").GetString().ShouldBe("Hush");
            told.GetProperty("id").GetInt64().ShouldBe(stored.GetProperty("id").GetInt64());
        }
    }

    [Fact]
    public async Task What_came_while_one_was_away_comes_at_sign_in_until_it_is_answered_for()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var from = await TerminalClient.SignInAsync(server, "ada");
        await SayAsync(from, "ben", "one", "d-1");
        (await from.EventAsync("undelivered")).GetProperty("user").GetProperty("username").GetString().ShouldBe("ben");
        await SayAsync(from, "ben", "two", "d-2");
        await from.MessageAsync("two");

        long id;
        using (var first = await TerminalClient.SignInAsync(server, "ben"))
        {
            first.Welcome.GetProperty("undelivered").GetInt32().ShouldBe(2);
            id = (await first.MessageAsync("one")).Data.GetProperty("id").GetInt64();
            await first.MessageAsync("two");
        }
        using (var second = await TerminalClient.SignInAsync(server, "ben"))
        {
            second.Welcome.GetProperty("undelivered").GetInt32().ShouldBe(2);
            (await second.MessageAsync("one")).Data.GetProperty("id").GetInt64().ShouldBe(id);
            await second.SendAsync(EnvelopeType.System, $$"""{"received":{{id}}}""");
            // Writes happen in the order in which they were asked for.
            await second.GetAsync("join", new { name = "lobby" });
        }
        using var third = await TerminalClient.SignInAsync(server, "ben");
        third.Welcome.GetProperty("undelivered").GetInt32().ShouldBe(1);
        (await third.MessageAsync("two")).Data.GetProperty("sender").GetString().ShouldBe("ada");
    }

    [Fact]
    public async Task A_message_to_nobody_comes_back_with_a_note_and_is_not_stored()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        await ShouldComeBackAsync(terminal, "nobody");
        (await ada.GetAsync("/api/chats")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_is_blocked_is_answered_as_if_there_were_no_such_person()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await server
            .Get<Writer>()
            .WriteAsync<int>(
                write =>
                    write.Execute(
                        "insert into blocks (user_id, blocked_id, created_at) values (@ben, @ada, 0)",
                        new { ben = ben.Id, ada = ada.Id }
                    ),
                CancellationToken.None
            );
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        await ShouldComeBackAsync(terminal, "ben");
    }

    [Theory]
    [InlineData("""{"recipient":"ben","text":""}""", "blank")]
    [InlineData("""{"recipient":7,"text":"x"}""", "invalid")]
    [InlineData("""{"text":"x"}""", "required")]
    public async Task A_wrong_message_is_refused(string data, string code)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        await terminal.SendAsync(EnvelopeType.Message, data);
        (await terminal.EventAsync("error")).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
    }

    private static async Task ShouldComeBackAsync(TerminalClient terminal, string recipient)
    {
        await SayAsync(terminal, recipient, "hello?", "d-9");
        var back = (await terminal.MessageAsync("hello?")).Data;
        back.GetProperty("sender").GetString().ShouldBe("system");
        back.GetProperty("recipient").GetString().ShouldBe("ada");
        back.GetProperty("subject").GetString().ShouldBe("Hush");
        back.GetProperty("client_id").GetString().ShouldBe("d-9");
        back.GetProperty("note").GetString().ShouldBe($"Not delivered to {recipient}: there is no such user.");
    }

    private static Task SayAsync(TerminalClient terminal, string recipient, string text, string clientId) =>
        terminal.SendAsync(
            EnvelopeType.Message,
            JsonSerializer.Serialize(
                new
                {
                    recipient,
                    subject = "Hush",
                    text,
                    client_id = clientId,
                }
            )
        );
}
