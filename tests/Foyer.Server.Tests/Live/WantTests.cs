using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Live;

/// <summary>What happens when the machine gives the server no more descriptors.</summary>
public sealed class WantTests
{
    // What connections leave to others, and a few besides.
    private const int Spare = 32 + 8;
    private const int Plenty = 1024;
    private const int Callers = 60;

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task A_server_without_descriptors_lives_on_and_serves_again_once_it_has_some(string transport)
    {
        await using var server = new ServerProcess($"--Foyer:Http:Transport={transport}");
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Limit(server.Id, Directory.GetFiles($"/proc/{server.Id}/fd").Length + Spare);

        var callers = new List<Socket>();
        for (var i = 0; i < Callers; i++)
        {
            callers.Add(new Socket(SocketType.Stream, ProtocolType.Tcp));
            await callers[i].ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await callers[i].SendAsync("GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray());
        }
        using (await KnockAtTheConsoleAsync(server))
            callers.ForEach(caller => caller.Dispose());

        await ShouldServeAsync(async cancel =>
            (await http.GetAsync("/health/live", cancel)).StatusCode.ShouldBe(HttpStatusCode.OK)
        );
        Limit(server.Id, Plenty);
        (await server.AdminAsync("check")).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task Once_a_crowd_at_the_terminals_door_has_gone_the_next_one_signs_in(string transport)
    {
        await using var server = new ServerProcess(
            $"--Foyer:Http:Transport={transport}",
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0"
        );
        await server.StartAsync();
        await server.RegisterAsync("ada");
        (await TerminalClient.SignInAsync(server.Door, "ada", Codec.Json)).Dispose();
        Limit(server.Id, Directory.GetFiles($"/proc/{server.Id}/fd").Length + Spare);

        var crowd = new List<TerminalClient>();
        for (var i = 0; i < Callers; i++)
            crowd.Add(await TerminalClient.ConnectAsync(server.Door, Codec.Json));
        crowd.ForEach(caller => caller.Dispose());

        await ShouldServeAsync(async _ =>
        {
            using var terminal = await TerminalClient.SignInAsync(server.Door, "ada", Codec.Json);
            terminal.Welcome.GetProperty("state").GetString().ShouldBe("signed_in");
        });
    }

    private static void Limit(int process, int files)
    {
        using var limiting = Process.Start("prlimit", ["--pid", $"{process}", $"--nofile={files}:"]);
        limiting.WaitForExit();
        limiting.ExitCode.ShouldBe(0);
    }

    // It may find a descriptor or not; the server must not end for want of one.
    private static async Task<Socket> KnockAtTheConsoleAsync(ServerProcess server)
    {
        var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await caller.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(server.Folder, "admin.sock")));
        return caller;
    }

    // Who comes before the server has seen the crowd go is turned away, and tries again.
    private static async Task ShouldServeAsync(Func<CancellationToken, Task> visit)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
            try
            {
                using var once = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
                once.CancelAfter(TimeSpan.FromSeconds(5));
                await visit(once.Token);
                return;
            }
            catch (Exception fault)
                when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
    }
}
