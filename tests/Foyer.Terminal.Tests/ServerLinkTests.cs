using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Terminal.Tests;

/// <summary>Connections that die, and how they come back.</summary>
public sealed class ServerLinkTests
{
    [Fact]
    public async Task A_server_that_falls_silent_is_asked_for_a_sign_and_then_left()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new TimerClock();
        var door = new ServerAddress(
            "127.0.0.1",
            ((IPEndPoint)listener.LocalEndpoint).Port,
            Codec.Json,
            Tls: false,
            Pin: null
        );
        using var link = new ServerLink(door, new PresetAnswers("ada", Person.Password), comesBack: true, clock);
        var opening = link.OpenAsync(default);
        using var silent = await listener.AcceptTcpClientAsync();
        foreach (
            var said in (string[])
                [
                    """{"type":"Version","data":{"protocol":1}}""",
                    """{"type":"System","data":{"state":"signed_in","user":{"id":1,"username":"ada"},"chats":[]}}""",
                ]
        )
            await silent.GetStream().WriteAsync(Frame(said));
        await opening;
        (await link.Arrivals.ReadAsync()).ShouldBeOfType<SignedIn>();

        var lost = link.Arrivals.ReadAsync().AsTask();
        while (!lost.IsCompleted)
        {
            clock.Move(TimeSpan.FromSeconds(5));
            await Task.WhenAny(lost, Task.Delay(10));
        }

        (await lost).ShouldBeOfType<Lost>().Why.ShouldBe("The server has not answered for 60 s.");
        var heard = new byte[4096];
        var length = await silent.GetStream().ReadAsync(heard);
        Encoding.UTF8.GetString(heard, 0, length).ShouldContain("\"ping\"");
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task A_token_signs_in_and_comes_back_where_a_password_is_not_enough(Codec codec)
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var made = await ada.PostAsync("/api/tokens", new { name = "terminal", scopes = new[] { "read", "write" } });
        var token = made.ShouldBe(201).Json.GetProperty("token").GetString()!;
        var setup = (await ada.PostAsync("/api/users/me/totp")).ShouldBe(200).Json;
        var factor = new SecondFactor(server, setup.GetProperty("secret").GetString()!);
        (await ada.PostAsync("/api/users/me/totp", new { code = factor.Code() })).ShouldBe(200);

        foreach (var _ in (int[])[1, 2])
        {
            using var link = new ServerLink(
                DoorOf(server, codec),
                new PresetAnswers(null, null, token),
                comesBack: false
            );
            await link.OpenAsync(default);
            var welcome = (await link.Arrivals.ReadAsync()).ShouldBeOfType<SignedIn>().Welcome;
            welcome.Member("user").Text("username").ShouldBe("ada");
        }
        using var wrong = new ServerLink(
            DoorOf(server, codec),
            new PresetAnswers(null, null, "foyer_x"),
            comesBack: true
        );
        (await Should.ThrowAsync<UnreachableException>(wrong.OpenAsync(default))).IsFinal.ShouldBeTrue();
        using var without = new ServerLink(
            DoorOf(server, codec),
            new PresetAnswers("ada", Person.Password),
            comesBack: true
        );
        (await Should.ThrowAsync<UnreachableException>(without.OpenAsync(default))).Message.ShouldContain(
            "FOYER_TOKEN"
        );
    }

    [Theory]
    [InlineData("kick", true, "Too loud")]
    [InlineData("kick", true, null)]
    [InlineData("ban", false, "Too loud")]
    [InlineData("ban", false, null)]
    public async Task A_removed_user_sees_until_when_and_why(string act, bool ends, string? reason)
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var link = new ServerLink(
            DoorOf(server, Codec.Binary),
            new PresetAnswers("ben", Person.Password),
            comesBack: true
        );
        await link.OpenAsync(default);

        (
            await ada.PostAsync(
                $"/api/admin/{act}",
                new
                {
                    username = "ben",
                    seconds = 60,
                    reason,
                }
            )
        ).ShouldBe(204);

        LinkChange last = null!;
        await foreach (var arrival in link.Arrivals.ReadAllAsync())
            last = arrival;
        using var again = new ServerLink(
            DoorOf(server, Codec.Json),
            new PresetAnswers("ben", Person.Password),
            comesBack: true
        );
        var refused = await Should.ThrowAsync<UnreachableException>(again.OpenAsync(default));
        foreach (var told in (string[])[last.ShouldBeOfType<Ended>().Why, refused.Message])
        {
            Regex.IsMatch(told, @"until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC").ShouldBe(ends, told);
            told.Contains("Too loud", StringComparison.Ordinal).ShouldBe(reason is not null, told);
        }
    }

    private static byte[] Frame(string envelope)
    {
        var body = Encoding.UTF8.GetBytes(envelope);
        var length = body.Length + 1;
        return [(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, (byte)'J', .. body];
    }

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync("--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0");

    private static ServerAddress DoorOf(TestServer server, Codec codec)
    {
        var (host, port) = ServerAddress.Parse(server.Get<TcpServer>().Address!)!.Value;
        return new ServerAddress(host, port, codec, Tls: false, Pin: null);
    }
}
