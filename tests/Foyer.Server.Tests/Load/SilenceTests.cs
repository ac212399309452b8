using System.Net;
using System.Net.Sockets;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Load;

/// <summary>Thousands who connect and never finish a request, beside one who is really there.</summary>
[Trait("Part", "load")]
public sealed class SilenceTests(ITestOutputHelper output)
{
    private const long MostMemory = 512L * 1024 * 1024;
    private static readonly int Silent = Environment.GetEnvironmentVariable("FOYER_TEST_FULL") == "1" ? 10_000 : 1_000;

    [Theory]
    [InlineData("loop", "")]
    [InlineData("loop", "GET /ws HTTP/1.1\r\nHost: foyer.example\r\nUpgrade: webs")]
    [InlineData("kestrel", "")]
    [InlineData("kestrel", "GET /ws HTTP/1.1\r\nHost: foyer.example\r\nUpgrade: webs")]
    public async Task Those_who_never_send_keep_nobody_out_and_leave_nothing(string transport, string begun)
    {
        await using var server = new ServerProcess(
            $"--Foyer:Http:Transport={transport}",
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0"
        );
        await server.StartAsync();
        await server.RegisterAsync("ada");
        await ShouldServeAsync(server);
        var before = Footprint.Of(server.Id);

        var crowd = new List<Socket>();
        for (var i = 0; i < Silent; i++)
        {
            crowd.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await crowd[i].ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await crowd[i].SendAsync(System.Text.Encoding.ASCII.GetBytes(begun));
        }
        var during = Footprint.Of(server.Id);
        await ShouldServeAsync(server);
        crowd.ForEach(one => one.Dispose());
        var after = await Footprint.UntilAsync(server.Id, now => now.Files <= before.Files * 1.1);

        output.WriteLine(
            $"{transport} \"{begun}\": {Silent} connections; before {before}, during {during}, after {after}"
        );
        during.Files.ShouldBeGreaterThan(before.Files + Silent / 2, "they were let in");
        during.Memory.ShouldBeLessThan(MostMemory);
        after.Files.ShouldBeLessThanOrEqualTo((int)(before.Files * 1.1));
        await ShouldServeAsync(server);
        ServerLog.Errors(server.Folder).ShouldBeEmpty();
    }

    private static async Task ShouldServeAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        (await http.GetAsync("/login")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var terminal = await TerminalClient.SignInAsync(server.Door, "ada", Codec.Json);
    }
}
