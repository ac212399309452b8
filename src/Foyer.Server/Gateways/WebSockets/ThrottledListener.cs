using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// Accepts connections. When the process is almost out of file descriptors it pauses, while new connections wait in the kernel's
/// queue: the web server's own listener would retry immediately and without end, which uses a whole core.
/// </summary>
public sealed partial class ThrottledListener : IConnectionListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Socket socket;
    private readonly SocketConnectionContextFactory connections;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private volatile bool shut;

    internal ThrottledListener(
        Socket socket,
        SocketConnectionContextFactory connections,
        TimeProvider time,
        ILogger<ThrottledListener> log
    )
    {
        this.socket = socket;
        this.connections = connections;
        this.time = time;
        this.log = log;
        EndPoint = socket.LocalEndPoint!;
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken);
                await MakeSureOfRoomAsync(accepted, cancellationToken);
                accepted.NoDelay = true;
                return connections.Create(accepted);
            }
            catch (Exception shut) when (IsShut(shut))
            {
                return null;
            }
            catch (SocketException fault) when (IsFull(fault))
            {
                await RestAsync(cancellationToken);
            }
            catch (SocketException)
            {
                // The peer closed the connection while it waited in the queue.
            }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        shut = true;
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task MakeSureOfRoomAsync(Socket accepted, CancellationToken cancel)
    {
        try
        {
            while (!shut && FileDescriptors.AreScarce((int)accepted.Handle))
                await RestAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            accepted.Dispose();
            throw;
        }
    }

    private Task RestAsync(CancellationToken cancel)
    {
        LogFull(EndPoint, (int)Pause.TotalSeconds);
        return Task.Delay(Pause, time, cancel);
    }

    private static bool IsShut(Exception fault) =>
        fault is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted };

    private static bool IsFull(SocketException fault) =>
        fault.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;

    [LoggerMessage(
        LogLevel.Error,
        "{EndPoint} takes nobody for {Seconds} s: the process may open no more files. Raise its limit (ulimit -n) or lower Foyer:Limits:Connections."
    )]
    private partial void LogFull(EndPoint endPoint, int seconds);
}
