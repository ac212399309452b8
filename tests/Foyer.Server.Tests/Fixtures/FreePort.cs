using System.Net;
using System.Net.Sockets;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>
/// Ports for servers with a configured port. They lie below the ephemeral ports of the system, so that no connection
/// and no other test takes one between its choice and the server's start; each is given once.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 20_000;

    // Processes begin apart.
    private static int given = Environment.ProcessId * 97 % Count;

    public static int Next()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref given) % Count;
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
