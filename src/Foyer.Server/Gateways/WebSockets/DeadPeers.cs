using System.Buffers.Binary;
using System.Net.Sockets;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// Makes the kernel end a connection whose peer has acknowledged nothing for as long as a silent peer is tolerated (RFC 5482).
/// Without it, the client of an event stream, from which nothing is ever read, would count as present for a quarter of an hour
/// after its network failed.
/// </summary>
internal static class DeadPeers
{
    private const int UserTimeout = 18;

    /// <summary>For all connections that the socket will accept, which inherit the option.</summary>
    public static void EndAfter(Socket listening, SocketSettings settings)
    {
        if (!OperatingSystem.IsLinux())
            return;
        Span<byte> milliseconds = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(milliseconds, settings.IdleSeconds * 1000);
        listening.SetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, milliseconds);
    }
}
