namespace Foyer.Protocol.WebSockets;

/// <summary>
/// The head of an HTTP/1.1 request to open a WebSocket (RFC 6455, section 4.2.1), parsed in place; nothing is copied. A malformed
/// or unusual request is <see cref="HeadKind.Other"/>: this parser never refuses, it leaves the decision to a full HTTP server,
/// so that bad requests are handled in one place.
/// </summary>
public readonly ref struct UpgradeRequest
{
    private readonly ReadOnlySpan<byte> lines;

    private UpgradeRequest(ReadOnlySpan<byte> head, ReadOnlySpan<byte> target)
    {
        Size = head.Length;
        // The line break of the last header is kept, that of the blank line is not.
        lines = head[(head.IndexOf("\r\n"u8) + 2)..^2];
        var mark = target.IndexOf((byte)'?');
        Path = mark < 0 ? target : target[..mark];
        Query = mark < 0 ? default : target[(mark + 1)..];
    }

    /// <summary>Bytes of the head, including the blank line. The following bytes are frames.</summary>
    public int Size { get; }

    /// <summary>The path as it was sent, still percent-encoded.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>The text after the question mark; may be empty.</summary>
    public ReadOnlySpan<byte> Query { get; }

    /// <summary>All headers in the order in which they were sent.</summary>
    public HeaderLines Headers => new(lines);

    /// <summary>Sec-WebSocket-Key, 16 bytes in base64.</summary>
    public ReadOnlySpan<byte> Key => Find("Sec-WebSocket-Key"u8);

    /// <summary>Parses the first bytes of a connection.</summary>
    /// <param name="received">All bytes so far, from the first one.</param>
    /// <param name="paths">
    /// The required prefix of the target, such as <c>/ws</c>; for another one the head is not awaited.
    /// </param>
    /// <param name="request">The head, when it is an upgrade.</param>
    public static HeadKind Read(ReadOnlySpan<byte> received, ReadOnlySpan<byte> paths, out UpgradeRequest request)
    {
        request = default;
        if (!MayBegin(received, "GET "u8) || (received.Length > 4 && !MayBegin(received[4..], paths)))
            return HeadKind.Other;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return HeadKind.Incomplete;
        var head = received[..(end + 4)];
        if (!TryReadTarget(head[4..head.IndexOf("\r\n"u8)], out var target))
            return HeadKind.Other;
        request = new UpgradeRequest(head, target);
        return request.IsUpgrade() ? HeadKind.Upgrade : HeadKind.Other;
    }

    /// <summary>
    /// Returns a header's value without surrounding white space; empty when absent. Only Connection may be repeated.
    /// </summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> name)
    {
        foreach (var line in Headers)
            if (Characters.Same(line.Name, name))
                return line.Value;
        return default;
    }

    private static bool MayBegin(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start) =>
        bytes.Length < start.Length ? start.StartsWith(bytes) : bytes.StartsWith(start);

    private static bool TryReadTarget(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> target)
    {
        var version = " HTTP/1.1"u8;
        target = line.EndsWith(version) ? line[..^version.Length] : default;
        return target.Length > 0
            && target[0] == '/'
            && !target.ContainsAnyExcept(Characters.Target)
            && !target.Contains((byte)'#');
    }

    private bool IsUpgrade() =>
        AreOrdinary()
        && Find("Host"u8).Length > 0
        && Characters.Same(Find("Upgrade"u8), "websocket"u8)
        && AsksForUpgrade()
        && Find("Sec-WebSocket-Version"u8).SequenceEqual("13"u8)
        && Handshake.IsKey(Key);

    // A request with a body, or with a repeated header that two parsers might read differently, is not for this parser.
    private bool AreOrdinary()
    {
        var all = Headers;
        while (all.MoveNext())
            if (IsOfBody(all.Name) || (!Characters.Same(all.Name, "Connection"u8) && all.ComesAgain()))
                return false;
        return !all.IsMalformed;
    }

    private static bool IsOfBody(ReadOnlySpan<byte> name) =>
        Characters.Same(name, "Content-Length"u8)
        || Characters.Same(name, "Transfer-Encoding"u8)
        || Characters.Same(name, "Expect"u8);

    private bool AsksForUpgrade()
    {
        foreach (var line in Headers)
            if (Characters.Same(line.Name, "Connection"u8) && Characters.Lists(line.Value, "Upgrade"u8))
                return true;
        return false;
    }
}
