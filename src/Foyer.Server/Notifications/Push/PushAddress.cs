using System.Net;
using System.Net.Sockets;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// Restricts the push endpoints that a browser may register: an https URL with a host name on port 443 that resolves to a public
/// address. Any other could make the server send requests into its own network.
/// </summary>
public static class PushAddress
{
    // 0/8, 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.0.0/24, 192.0.2/24, 192.88.99/24, 192.168/16, 198.18/15,
    // 198.51.100/24, 203.0.113/24, multicast and reserved; the same for IPv6, including all ranges that embed an IPv4 address.
    private static readonly IPNetwork[] NotPublic =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8"
            .Split(' ')
            .Select(IPNetwork.Parse),
    ];

    /// <summary>True for https on port 443 with a name and nothing odd about it.</summary>
    /// <param name="local">True when this very machine is right too, for tests.</param>
    public static bool IsAllowed(string text, bool local) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { UserInfo: "", Fragment: "" }
        && ((local && address is { IsLoopback: true, Scheme: "http" or "https" }) || IsOfAService(address));

    private static bool IsOfAService(Uri address) =>
        address is { Scheme: "https", IsDefaultPort: true, HostNameType: UriHostNameType.Dns }
        && address.Host.Contains('.', StringComparison.Ordinal);

    public static bool IsPublic(IPAddress given)
    {
        var address = given.IsIPv4MappedToIPv6 ? given.MapToIPv4() : given;
        return !Array.Exists(NotPublic, network => network.Contains(address));
    }

    /// <summary>Resolves once and connects to the checked address, so that a second resolution cannot lead elsewhere.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, IsPublic))
            throw new HttpRequestException("The address is not of the public network.");
        var socket = new Socket(addresses[0].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(addresses[0], context.DnsEndPoint.Port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
