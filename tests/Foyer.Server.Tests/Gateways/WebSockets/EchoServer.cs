using System.Net;
using Foyer.Server.Live;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>The real server with the echo endpoint, on one of the two transports; one for all tests of a class.</summary>
public abstract class EchoServer(string transport) : IAsyncLifetime
{
    private TestServer server = null!;

    public TestServer Server => server;

    public IPEndPoint Address => IPEndPoint.Parse(new Uri(server.Address).Authority);

    public int Connections => server.Get<Hub>().Shards.Sum(shard => shard.Connections);

    public async ValueTask InitializeAsync() =>
        server = await TestServer.StartAsync("--Foyer:Test:Echo=true", $"--Foyer:Http:Transport={transport}");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Address);

    internal async Task<RawClient> EchoAsync()
    {
        var client = await ConnectAsync();
        await client.UpgradeAsync();
        return client;
    }

    internal async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
            await Task.Delay(5, patience.Token);
    }
}

public sealed class LoopServer() : EchoServer("loop");

public sealed class KestrelServer() : EchoServer("kestrel");
