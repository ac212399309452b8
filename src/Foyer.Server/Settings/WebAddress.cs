using System.Globalization;
using System.Net;

namespace Foyer.Server.Settings;

/// <summary>
/// Addresses in the spelling that browsers send: lower case, ASCII (IDNA), without spaces, default port or trailing slash.
/// Settings are normalised once, so that addresses can be compared as text.
/// </summary>
public static class WebAddress
{
    private const int LongestHost = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Returns scheme, host and port of an http or https address; null when the text is not one or contains more.
    /// </summary>
    public static string? Origin(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && !text.Contains('\\', StringComparison.Ordinal)
        && Host(uri.Host) is { } host
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            )
            : null;

    /// <summary>Returns a host name or an IP address, without a port; null when the text is neither.</summary>
    public static string? Host(string text)
    {
        var host = text.Trim();
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return IsWhole(host, address) ? new UriBuilder("http", $"{address}").Uri.Host : null;
        try
        {
            var name = Idn.GetAscii(host).ToLowerInvariant();
            // Text that looks encoded must also decode: browsers refuse it otherwise.
            _ = Idn.GetUnicode(name);
            return name.Length <= LongestHost && Uri.CheckHostName(name) == UriHostNameType.Dns ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A host, or <c>*.</c> and a host for all names below it.</summary>
    public static string? HostPattern(string text) =>
        text.Trim() is ['*', '.', .. var domain]
            ? Host(domain) is { } host
                ? $"*.{host}"
                : null
            : Host(text);

    /// <summary>An address or a range of them (CIDR), the bits behind the prefix cleared.</summary>
    public static string? Network(string text)
    {
        var parts = text.Trim().Split('/');
        if (!IPAddress.TryParse(parts[0], out var address) || !IsWhole(parts[0], address))
            return null;
        if (parts.Length == 1)
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        return
            parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            && prefix <= address.GetAddressBytes().Length * 8
            ? new IPNetwork(Masked(address, prefix), prefix).ToString()
            : null;
    }

    /// <summary>Returns true for localhost and for loopback addresses, with or without brackets.</summary>
    public static bool IsLoopback(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The framework also reads "1" and "0x7f000001" as addresses.
    private static bool IsWhole(string text, IPAddress address) =>
        text.Contains(':', StringComparison.Ordinal)
        || text.Count(character => character == '.') == 3 && address.ToString() == text;

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
