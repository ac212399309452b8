using System.Net;
using System.Net.Sockets;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// Lets the web server listen through the loop, which keeps the upgrades that it can serve and passes on the rest.
/// </summary>
public sealed class LoopListenerFactory(
    Hub hub,
    UpgradeHandler? admission,
    IOptions<SocketTransportOptions> options,
    FoyerSettings settings,
    ILogger<SocketConnectionContextFactory> log
) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    )
    {
        var connections = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), log);
        var listener = new LoopListener((LoopShard)hub.Shards[0], Listen(endpoint), admission, connections);
        await listener.OpenAsync();
        return listener;
    }

    private Socket Listen(EndPoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = options.Value.CreateBoundListenSocket(endpoint);
            // Accepted sockets inherit it.
            socket.NoDelay = true;
            socket.Blocking = false;
            DeadPeers.EndAfter(socket, settings.Sockets);
            socket.Listen(options.Value.Backlog);
            return socket;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(fault.Message, fault);
        }
    }
}
