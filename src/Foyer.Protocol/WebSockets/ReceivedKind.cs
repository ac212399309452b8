namespace Foyer.Protocol.WebSockets;

/// <summary>The kinds of results of a <see cref="FrameParser"/>.</summary>
public enum ReceivedKind : byte
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A whole text message in valid UTF-8.</summary>
    Text,

    /// <summary>A whole binary message.</summary>
    Binary,

    /// <summary>A ping; the reply is <see cref="FrameWriter.Pong"/>.</summary>
    Ping,

    /// <summary>A pong.</summary>
    Pong,

    /// <summary>A frame of an unfinished message: requires no action, but counts for limits. Has no payload of its own.</summary>
    Fragment,

    /// <summary>The peer closes. Nothing follows.</summary>
    Close,

    /// <summary>The peer broke a rule: close with the given code. Nothing follows.</summary>
    Violation,
}
