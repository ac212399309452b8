namespace Foyer.Protocol.WebSockets;

/// <summary>The kind of the first bytes of a connection.</summary>
public enum HeadKind : byte
{
    /// <summary>Possibly the beginning of an upgrade; more bytes are needed.</summary>
    Incomplete,

    /// <summary>A complete, valid upgrade to WebSocket.</summary>
    Upgrade,

    /// <summary>Anything else, including malformed or unusual requests: left to a full HTTP server.</summary>
    Other,
}
