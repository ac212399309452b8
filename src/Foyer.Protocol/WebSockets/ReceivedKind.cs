namespace Foyer.Protocol.WebSockets;

/// <summary>What a <see cref="FrameParser"/> found.</summary>
public enum ReceivedKind : byte
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A whole text message, known to be UTF-8.</summary>
    Text,

    /// <summary>A whole binary message.</summary>
    Binary,

    /// <summary>A ping, to be answered with <see cref="FrameWriter.Pong"/>.</summary>
    Ping,

    /// <summary>A pong.</summary>
    Pong,

    /// <summary>A frame of a message that goes on: nothing to act on, but limits count it. Has no payload of its own.</summary>
    Fragment,

    /// <summary>The peer closes. Nothing follows.</summary>
    Close,

    /// <summary>The peer broke a rule: close with the code given. Nothing follows.</summary>
    Violation,
}
