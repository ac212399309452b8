namespace Foyer.Protocol.WebSockets;

/// <summary>What the first bytes of a connection are.</summary>
public enum HeadKind : byte
{
    /// <summary>So far an upgrade may come of it; more bytes are needed.</summary>
    Incomplete,

    /// <summary>A complete, valid upgrade to WebSocket.</summary>
    Upgrade,

    /// <summary>Anything else, also what is malformed or merely unusual: left to a full HTTP server to judge.</summary>
    Other,
}
