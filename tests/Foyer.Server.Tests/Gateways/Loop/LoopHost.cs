using System.Net;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Gateways.Loop;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Tests.Gateways.Loop;

/// <summary>A web server that listens through the loop: upgrades of /ws/echo stay in it; for everything else Kestrel returns the path and the body.</summary>
internal sealed class LoopHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoopHost(WebApplication app, Hub hub)
    {
        this.app = app;
        Hub = hub;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = IPEndPoint.Parse(new Uri(address.Addresses.First()).Authority);
    }

    public Hub Hub { get; }

    public IPEndPoint Address { get; }

    public static async Task<LoopHost> StartAsync(int shards = 1, int limit = 65_536)
    {
        var hub = new Hub(TimeProvider.System, NullLogger<Hub>.Instance, shards, MakeShard);
        var rules = new FrameRules(limit, Binary: true);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(hub);
        builder.Services.AddSingleton(new FoyerSettings());
        builder.Services.AddSingleton<UpgradeHandler>(
            (in UpgradeRequest request, IPAddress _) =>
                request.Path.SequenceEqual("/ws/echo"u8)
                    ? Admit(new EchoConnection(hub.NextShard(), rules), request.Query.Length > 0)
                    : ValueTask.FromResult<SocketConnection?>(null)
        );
        builder.Services.AddSingleton<IConnectionListenerFactory, LoopListenerFactory>();
        var app = builder.Build();
        app.Run(async http =>
        {
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            await http.Response.WriteAsync($"kestrel {http.Request.Path} {body}");
        });
        await app.StartAsync();
        return new LoopHost(app, hub);
    }

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Address);

    public async Task<RawClient> EchoAsync()
    {
        var client = await ConnectAsync();
        await client.UpgradeAsync();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await Hub.DisposeAsync();
        await app.DisposeAsync();
    }

    private static async ValueTask<SocketConnection?> Admit(SocketConnection connection, bool later)
    {
        if (later)
            await Task.Yield();
        return connection;
    }

    private static Shard MakeShard(Hub hub, int number) =>
        new LoopShard(hub, TimeProvider.System, new Heartbeat(20_000, 60_000), $"loop {number}", NullLogger.Instance);
}
