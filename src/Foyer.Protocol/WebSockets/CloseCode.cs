namespace Foyer.Protocol.WebSockets;

/// <summary>Why a connection ends: RFC 6455, section 7.4.1, its registry, and Foyer's own codes (docs/protocol.md).</summary>
public enum CloseCode : ushort
{
    /// <summary>1000: it has served its purpose.</summary>
    Normal = 1000,

    /// <summary>1001: the page is left or the server shuts down.</summary>
    GoingAway = 1001,

    /// <summary>1002: the framing is invalid.</summary>
    ProtocolError = 1002,

    /// <summary>1003: an unsupported kind of data, here binary.</summary>
    UnsupportedData = 1003,

    /// <summary>1005: the close frame carried no code. Never on the wire.</summary>
    None = 1005,

    /// <summary>1007: text that is not UTF-8.</summary>
    InvalidText = 1007,

    /// <summary>1009: a message over the limit.</summary>
    TooBig = 1009,

    /// <summary>1011: a fault of the server.</summary>
    Fault = 1011,

    /// <summary>1012: the server restarts.</summary>
    Restart = 1012,

    /// <summary>4401: the session ended.</summary>
    SessionEnded = 4401,

    /// <summary>4403: kicked.</summary>
    Kicked = 4403,

    /// <summary>4404: banned.</summary>
    Banned = 4404,

    /// <summary>4408: did not read fast enough; reconnect with <c>after</c>.</summary>
    TooSlow = 4408,

    /// <summary>4429: flood.</summary>
    Flood = 4429,
}
