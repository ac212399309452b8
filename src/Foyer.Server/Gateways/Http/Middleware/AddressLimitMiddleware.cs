using System.Collections.Concurrent;
using System.Net;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>
/// Closes a connection from an address that already has <c>Foyer:Limits:ConnectionsPerAddress</c> connections, before anything is
/// read from it. Loopback and trusted proxies, which serve many users, have no such limit.
/// </summary>
internal sealed partial class AddressLimitMiddleware(
    ConnectionDelegate next,
    FoyerSettings settings,
    ILogger<AddressLimitMiddleware> log
)
{
    private readonly ConcurrentDictionary<IPAddress, int> open = new();
    private readonly IPNetwork[] proxies =
    [
        .. settings.Http.TrustedProxies.Select(proxy =>
            IPAddress.TryParse(proxy, out var address)
                ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                : IPNetwork.Parse(proxy)
        ),
    ];

    public async Task InvokeAsync(ConnectionContext connection)
    {
        if (settings.Limits.ConnectionsPerAddress == 0 || LimitedAddress(connection) is not { } address)
        {
            await next(connection);
            return;
        }
        var count = open.AddOrUpdate(address, 1, (_, others) => others + 1);
        try
        {
            if (count <= settings.Limits.ConnectionsPerAddress)
                await next(connection);
            else
            {
                LogRefused(address);
                connection.Abort(new ConnectionAbortedException("Too many connections from one address."));
            }
        }
        finally
        {
            if (open.AddOrUpdate(address, 0, (_, others) => others - 1) == 0)
                open.TryRemove(KeyValuePair.Create(address, 0));
        }
    }

    private IPAddress? LimitedAddress(ConnectionContext connection)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var peer })
            return null;
        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return IPAddress.IsLoopback(address) || proxies.Any(proxy => proxy.Contains(address)) ? null : address;
    }

    [LoggerMessage(LogLevel.Warning, "A connection from {Address} was closed: too many are open from there.")]
    private partial void LogRefused(IPAddress address);
}
