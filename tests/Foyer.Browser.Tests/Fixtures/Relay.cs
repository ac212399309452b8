using System.Net;
using System.Net.Sockets;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A connection to the server that a test can cut and restore; neither side learns more than that it broke.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly Uri server;
    private readonly int port;
    private readonly List<TcpClient> open = [];
    private readonly Lock gate = new();
    private TcpListener listener;
    private volatile TaskCompletionSource flow = Flowing();

    public Relay(string address)
    {
        server = new Uri(address);
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public string Address => $"{server.Scheme}://{server.Host}:{port}";

    public void Cut()
    {
        listener.Stop();
        lock (gate)
        {
            open.ForEach(client => client.Close());
            open.Clear();
        }
    }

    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    /// <summary>Nothing passes any more, though every connection stays open.</summary>
    public void Freeze() => flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waited passes, and everything after it.</summary>
    public void Thaw()
    {
        var frozen = flow;
        flow = Flowing();
        frozen.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        Thaw();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener door)
    {
        try
        {
            while (true)
                _ = CarryAsync(await door.AcceptTcpClientAsync());
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or InvalidOperationException) { }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        lock (gate)
            open.AddRange([near, far]);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, server.Port);
            await Task.WhenAny(
                CopyAsync(near.GetStream(), far.GetStream()),
                CopyAsync(far.GetStream(), near.GetStream())
            );
        }
        catch (Exception cut)
            when (cut is SocketException or IOException or ObjectDisposedException or InvalidOperationException) { }
        finally
        {
            near.Close();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0; )
        {
            await flow.Task;
            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }
}
