using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A listen socket as the web server sees it: it returns the connections that the loop did not keep, as if they had just been
/// accepted.
/// </summary>
/// <param name="admission">
/// Null where no upgrade is kept: the connections are sockets of the loop that may be transferred to it.
/// </param>
internal sealed class LoopListener(
    LoopShard loop,
    Socket socket,
    UpgradeHandler? admission,
    SocketConnectionContextFactory connections
) : IConnectionListener
{
    private readonly Channel<int> strangers = Channel.CreateUnbounded<int>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }
    );

    private ListenSocket? listenSocket;

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public Task OpenAsync()
    {
        listenSocket = new ListenSocket(loop, socket, admission, PassOn);
        return loop.PostAsync(listenSocket.Open);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await strangers.Reader.WaitToReadAsync(cancellationToken))
            if (strangers.Reader.TryRead(out var descriptor))
                return admission is null
                    ? await LoopDuplexPipe.OpenAsync(loop, descriptor)
                    : connections.Create(new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)));
        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        // A server whose start failed is stopped with a cancelled token, and treats an exception from here as a crash.
        await loop.PostAsync(listenSocket!.Shut)
            .WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        strangers.Writer.TryComplete();
    }

    public ValueTask DisposeAsync()
    {
        connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private void PassOn(int descriptor)
    {
        if (!strangers.Writer.TryWrite(descriptor))
            LinuxNative.Close(descriptor);
    }
}
