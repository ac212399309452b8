using System.Globalization;
using System.Net;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>Which server to talk to, and how.</summary>
internal sealed record ServerAddress(string Host, int Port, Codec Codec, bool Tls, string? Pin)
{
    public const int UsualPort = 12345;

    public bool IsLoopback =>
        Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>Parses HOST, HOST:PORT or [IPV6]:PORT; returns null for anything else.</summary>
    public static (string Host, int Port)? Parse(string text)
    {
        if (
            IPAddress.TryParse(text.Trim('[', ']'), out var bare)
            && (text.StartsWith('[') == text.EndsWith(']'))
            && text.Count(c => c == ':') != 1
        )
            return (bare.ToString(), UsualPort);
        var colon = text.LastIndexOf(':');
        if (colon < 0)
            return text.Length > 0 ? (text, UsualPort) : null;
        var host = text[..colon].Trim('[', ']');
        return
            host.Length > 0
            && int.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
            ? (host, port)
            : null;
    }
}
