using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http.Middleware;

/// <summary>Connections of people who have not signed in are limited for each address, wherever it is not this machine.</summary>
public sealed class AddressLimitMiddlewareTests
{
    private const string Request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const int Most = 3;

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task One_too_many_is_closed_and_another_may_come_when_one_has_gone(string transport)
    {
        var address = OwnAddress();
        await using var server = await StartAsync(transport);
        var end = new IPEndPoint(address, new Uri(server.Address).Port);
        var open = new List<RawClient>();
        for (var number = 0; number < Most; number++)
        {
            open.Add(await RawClient.ConnectAsync(end));
            (await open[^1].AskAsync(Request)).ShouldStartWith("HTTP/1.1 200 ");
        }

        (await AskOnceAsync(end)).ShouldBe("");
        open[0].Dispose();
        for (var attempt = 0; ; attempt++)
        {
            if ((await AskOnceAsync(end)).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
                break;
            attempt.ShouldBeLessThan(1000);
            await Task.Delay(10);
        }
        open.ForEach(one => one.Dispose());
    }

    [Theory]
    [InlineData("loop", "127.0.0.1", "")]
    [InlineData("kestrel", "127.0.0.1", "")]
    [InlineData("loop", "own", "own")]
    [InlineData("kestrel", "own", "own")]
    public async Task This_machine_and_trusted_proxies_have_no_such_limit(string transport, string from, string proxy)
    {
        var own = OwnAddress();
        await using var server = await StartAsync(
            transport,
            proxy == "own" ? [$"--Foyer:Http:TrustedProxies={own}"] : []
        );
        var end = new IPEndPoint(from == "own" ? own : IPAddress.Loopback, new Uri(server.Address).Port);
        var open = new List<RawClient>();
        for (var number = 0; number < Most + 2; number++)
        {
            open.Add(await RawClient.ConnectAsync(end));
            (await open[^1].AskAsync(Request)).ShouldStartWith("HTTP/1.1 200 ");
        }
        open.ForEach(one => one.Dispose());
    }

    private static Task<TestServer> StartAsync(string transport, params string[] more) =>
        TestServer.StartAsync([
            "--urls",
            "http://0.0.0.0:0",
            $"--Foyer:Http:Transport={transport}",
            $"--Foyer:Limits:ConnectionsPerAddress={Most}",
            "--Foyer:Http:AllowedHosts=localhost",
            .. more,
        ]);

    // The server may refuse a connection before the client has noticed that it was accepted.
    private static async Task<string> AskOnceAsync(IPEndPoint end)
    {
        try
        {
            using var client = await RawClient.ConnectAsync(end);
            return await client.AskAsync(Request);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionReset)
        {
            return "";
        }
    }

    private static IPAddress OwnAddress()
    {
        var own = NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .FirstOrDefault(address =>
                address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)
            );
        Assert.SkipWhen(own is null, "needs an address besides the loopback one");
        return own!;
    }
}
