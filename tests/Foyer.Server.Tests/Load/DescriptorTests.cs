using System.Net;
using System.Net.Sockets;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.House;
using Foyer.Server.Tests.Tcp;

namespace Foyer.Server.Tests.Load;

/// <summary>A process that may open no more files says so, waits, and goes on when it may again.</summary>
[Trait("Part", "load")]
public sealed class DescriptorTests
{
    private const int Few = 400;
    private const int Crowd = 500;

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task Without_files_to_open_the_server_waits_and_goes_on(string transport)
    {
        await using var server = new ServerProcess(
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0",
            "--Foyer:Limits:Connections=10000",
            $"--Foyer:Http:Transport={transport}"
        )
        {
            MostFiles = Few,
        };
        await server.StartAsync();
        await server.RegisterAsync("ada");
        var crowd = new List<Socket>();
        for (var i = 0; i < Crowd; i++)
        {
            crowd.Add(await KnockAsync(server.Door));
            crowd.Add(await KnockAsync(new IPEndPoint(IPAddress.Loopback, server.Address.Port)));
        }

        var told = await UntilToldAsync(server.Folder);
        told.ShouldContain("may open no more files");
        told.ShouldNotContain("BackgroundService failed");
        crowd.ForEach(one => one.Dispose());

        using var ada = await Terminal.SignInAsync(server.Door, "ada", Codec.Json);
        (await ada.GetAsync("join", new { name = "lobby" })).GetProperty("name").GetString().ShouldBe("lobby");
        using var http = new HttpClient { BaseAddress = server.Address };
        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Socket> KnockAsync(IPEndPoint door)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(door);
        return socket;
    }

    /// <summary>Looks into the log until the pause stands there: another process gives no other sign of it.</summary>
    private static async Task<string> UntilToldAsync(string folder)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string errors;
        while (!(errors = ServerLog.Errors(folder)).Contains("no more files") && !late.IsCancellationRequested)
            await Task.Delay(50, CancellationToken.None);
        return errors;
    }
}
