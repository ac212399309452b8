using System.Net;
using System.Net.Sockets;

namespace Foyer.Browser.Tests.House;

/// <summary>A line to the server that a test can cut and mend; nothing is told to either side beyond the broken connection.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly Uri server;
    private readonly int port;
    private readonly List<TcpClient> open = [];
    private readonly Lock gate = new();
    private TcpListener listener;

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

    public ValueTask DisposeAsync()
    {
        Cut();
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
                near.GetStream().CopyToAsync(far.GetStream()),
                far.GetStream().CopyToAsync(near.GetStream())
            );
        }
        catch (Exception cut)
            when (cut is SocketException or IOException or ObjectDisposedException or InvalidOperationException) { }
        finally
        {
            near.Close();
        }
    }
}
