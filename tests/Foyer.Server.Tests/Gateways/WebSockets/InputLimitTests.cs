using System.Text.Json;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>Whatever a client sends counts, on both transports: more than a connection may send is refused, a flood is closed.</summary>
public abstract class InputLimitTests(string transport)
{
    private const int Repeated = 50;

    /// <summary>All of one flood, sent at once.</summary>
    private static readonly Dictionary<string, Func<byte[]>> Floods = new()
    {
        ["messages"] = () => Many(ClientFrames.Text("{\"event_type\":\"ping\"}")),
        ["wrong messages"] = () => Many(ClientFrames.Text("{")),
        ["pings"] = () => Many(ClientFrames.Frame(Opcode.Ping, "x"u8)),
        ["pongs"] = () => Many(ClientFrames.Frame(Opcode.Pong, ""u8)),
        ["fragments"] = () =>
            [
                .. ClientFrames.Frame(Opcode.Text, ""u8, final: false),
                .. Many(ClientFrames.Frame(Opcode.Continuation, ""u8, final: false)),
            ],
    };

    public static TheoryData<string> Kinds => [.. Floods.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_flood_of_anything_is_closed_with_4429(string kind)
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var raw = await OpenAsync(server, ada);
        await raw.SendAsync(Floods[kind]());
        string last;
        do last = await raw.NextAsync();
        while (last.StartsWith("text ", StringComparison.Ordinal) || last.StartsWith("Pong", StringComparison.Ordinal));
        last.ShouldBe("close 4429");
    }

    [Fact]
    public async Task Bytes_count_too()
    {
        await using var server = await StartAsync(perSecond: 4);
        using var ada = await server.RegisterAsync("ada");
        using var raw = await OpenAsync(server, ada);
        var large = ClientFrames.Text("{\"event_type\":\"ping\"}".PadRight(60_000));
        for (var i = 0; i < Repeated; i++)
            await raw.SendAsync(large);
        string last;
        do last = await raw.NextAsync();
        while (
            last.Contains("\"pong\"", StringComparison.Ordinal) || last.Contains("\"ready\"", StringComparison.Ordinal)
        );
        last.ShouldContain("\"throttled\"");
    }

    [Theory]
    [InlineData("""{"event_type":"chat_message","chat":1,"text":"hi","client_id":"c-9"}""", "client_id", "\"c-9\"")]
    [InlineData("""{"event_type":"chat_message","chat":1,"text":"hi","clientId":"c-9"}""", "client_id", "\"c-9\"")]
    [InlineData("""{"event_type":"chat_message","id":7,"text":"hi"}""", "id", "7")]
    [InlineData("""{"event_type":"delete_message","messageId":7}""", "id", "7")]
    [InlineData("""{"event_type":"ping"}""", null, null)]
    [InlineData("""{"event_type":"ping","client_id":7,"id":"x"}""", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("{", null, null)]
    public async Task A_refused_frame_is_named_with_the_seconds_to_wait(string frame, string? name, string? value)
    {
        await using var server = await StartAsync(perSecond: 1);
        using var ada = await server.RegisterAsync("ada");
        await using var wire = await WebSocketClient.OpenAsync(ada);
        // However slow the machine is, most of them come within the second of another.
        for (var i = 0; i < Repeated; i++)
            await wire.SendTextAsync(frame);
        JsonElement error;
        do error = await wire.ExpectAsync("error");
        while (error.GetProperty("errors")[0].GetProperty("code").GetString() != "throttled");
        error.GetProperty("retry_after").GetInt32().ShouldBe(1);
        foreach (var other in new[] { "client_id", "id" })
            error.TryGetProperty(other, out _).ShouldBe(other == name, error.ToString());
        if (name is not null)
            error.GetProperty(name).GetRawText().ShouldBe(value);
    }

    private Task<TestServer> StartAsync(int perSecond = 50) =>
        TestServer.StartAsync(
            $"--Foyer:Http:Transport={transport}",
            $"--Foyer:Limits:FramesPerSecond={perSecond}",
            "--Foyer:Registration:ConfirmEmail=false"
        );

    private static async Task<RawClient> OpenAsync(TestServer server, Person person)
    {
        var raw = await RawClient.ConnectAsync(System.Net.IPEndPoint.Parse(new Uri(server.Address).Authority));
        await raw.SendAsync(
            RawClient
                .Upgrade.Replace("/ws/echo", "/ws", StringComparison.Ordinal)
                .Replace(
                    "Host: foyer.example",
                    $"Host: {new Uri(server.Address).Authority}\r\nAuthorization: Bearer {person.Token}\r\nUser-Agent: Test/1.0",
                    StringComparison.Ordinal
                )
        );
        (await raw.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        return raw;
    }

    private static byte[] Many(byte[] frame) => [.. Enumerable.Repeat(frame, 3000).SelectMany(bytes => bytes)];
}

public sealed class LoopInputLimitTests() : InputLimitTests("loop");

public sealed class KestrelInputLimitTests() : InputLimitTests("kestrel");
