namespace Foyer.Protocol.WebSockets;

/// <summary>
/// Walks the header lines of a request head (RFC 9112, 5). Strict: only CRLF, no folding, no space before the colon, nothing but
/// printable ASCII and tab in values.
/// </summary>
public ref struct HeaderLines
{
    private ReadOnlySpan<byte> rest;

    internal HeaderLines(ReadOnlySpan<byte> lines) => rest = lines;

    /// <summary>The present header's name as it was sent.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value without surrounding white space.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>True when a line could not be parsed; the enumeration has ended then.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>The walk itself.</summary>
    public readonly HeaderLines GetEnumerator() => this;

    /// <summary>The present header.</summary>
    public readonly HeaderLines Current => this;

    /// <summary>Advances to the next header.</summary>
    public bool MoveNext()
    {
        if (rest.Length == 0)
            return false;
        var end = rest.IndexOf("\r\n"u8);
        var line = rest[..end];
        rest = rest[(end + 2)..];
        var colon = line.IndexOf((byte)':');
        IsMalformed =
            colon <= 0 || line[..colon].ContainsAnyExcept(Characters.Token) || line.ContainsAnyExcept(Characters.Text);
        if (IsMalformed)
            return false;
        Name = line[..colon];
        Value = line[(colon + 1)..].Trim(" \t"u8);
        return true;
    }

    /// <summary>Returns true when a later line has the same name.</summary>
    public readonly bool ComesAgain()
    {
        var later = new HeaderLines(rest);
        while (later.MoveNext())
            if (Characters.Same(later.Name, Name))
                return true;
        return false;
    }
}
