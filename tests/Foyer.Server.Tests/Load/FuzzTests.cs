using System.Net.Sockets;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Load;

/// <summary>
/// Thousands of connections that talk rubbish to a server in a process of its own, by fixed seeds: it has no fault, keeps
/// nothing of them, and serves real clients.
/// </summary>
[Trait("Part", "load")]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Workers = 8;
    private const int FramesSignedIn = 100;
    private static readonly bool Full = Environment.GetEnvironmentVariable("FOYER_TEST_FULL") == "1";
    private static readonly int Connections = Full ? 100_000 : 500;
    private static readonly int SignIns = Full ? 200 : 8;

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task Rubbish_leaves_nothing_behind(Codec codec)
    {
        await using var server = new ServerProcess(
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0",
            "--Foyer:Limits:SignInsPerMinute=0",
            "--Foyer:Limits:FramesPerSecond=0",
            "--Foyer:Limits:MessagesPerSecond=0"
        );
        await server.StartAsync();
        await server.RegisterAsync("ada");
        await server.RegisterAsync("ben");
        using var ben = await TerminalClient.SignInAsync(server.Door, "ben", codec);

        await BesideAsync(ben, FuzzAsync(server, codec, Connections / 5, SignIns, seed: 0));
        var before = Footprint.Of(server.Id);
        await BesideAsync(ben, FuzzAsync(server, codec, Connections, SignIns, seed: 1));
        var after = await Footprint.UntilAsync(server.Id, now => now.Files <= before.Files * 1.1);

        output.WriteLine($"{codec}: {Connections} connections; before {before}, after {after}");
        after.Files.ShouldBeLessThanOrEqualTo((int)(before.Files * 1.1));
        after.Memory.ShouldBeLessThan((long)(before.Memory * 1.1) + (Full ? 0 : 64 * 1024 * 1024));
        (await ben.GetAsync("join", new { name = "lobby" })).GetProperty("name").GetString().ShouldBe("lobby");
        ServerLog.Errors(server.Folder).ShouldBeEmpty();
    }

    /// <summary>Meanwhile a client makes valid requests and gets responses.</summary>
    private static async Task BesideAsync(TerminalClient ben, Task fuzz)
    {
        while (!fuzz.IsCompleted)
        {
            (await ben.GetAsync("chats")).GetProperty("results").ValueKind.ShouldBe(JsonValueKind.Array);
            await Task.WhenAny(fuzz, Task.Delay(100));
        }
        await fuzz;
    }

    private static Task FuzzAsync(ServerProcess server, Codec codec, int connections, int signIns, int seed) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        var fuzz = new Fuzz(seed * 1000 + worker * 2 + (codec == Codec.Json ? 0 : 1), codec);
                        for (var i = 0; i < connections / Workers; i++)
                            await KnockAsync(server, codec, fuzz);
                        for (var i = 0; i < signIns / Workers; i++)
                            await TalkAsync(server, codec, fuzz);
                    })
                )
        );

    private static async Task KnockAsync(ServerProcess server, Codec codec, Fuzz fuzz)
    {
        using var terminal = await TerminalClient.ConnectAsync(server.Door, codec);
        try
        {
            await terminal.SendRawAsync(fuzz.WayIn());
            if (fuzz.Once(2))
                await terminal.ReadAsync();
        }
        catch (IOException)
        {
            // Let go already.
        }
        if (fuzz.Once(4))
            terminal.Reset();
    }

    private static async Task TalkAsync(ServerProcess server, Codec codec, Fuzz fuzz)
    {
        using var terminal = await TerminalClient.SignInAsync(server.Door, "ada", codec);
        try
        {
            for (var i = 0; i < FramesSignedIn; i++)
                await terminal.SendRawAsync(fuzz.Frame());
            await terminal.SendEventAsync(new { event_type = "ping" });
            await terminal.EventAsync("pong");
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            // Spoilt bytes may well end a connection.
        }
    }
}
