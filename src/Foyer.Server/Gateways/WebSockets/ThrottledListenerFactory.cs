using System.Net;
using System.Net.Sockets;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>Binds like the web server's own factory, but returns a <see cref="ThrottledListener"/>.</summary>
public sealed class ThrottledListenerFactory(
    IOptions<SocketTransportOptions> options,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<ThrottledListener> log,
    ILogger<SocketConnectionContextFactory> connectionLog
) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = options.Value.CreateBoundListenSocket(endpoint);
            DeadPeers.EndAfter(socket, settings.Sockets);
            socket.Listen(options.Value.Backlog);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(fault.Message, fault);
        }
        var connections = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), connectionLog);
        return ValueTask.FromResult<IConnectionListener>(new ThrottledListener(socket, connections, time, log));
    }
}
