namespace Foyer.Protocol.Envelopes;

/// <summary>Why bytes are no frame. After any of them nothing can be read any more, so the connection is closed.</summary>
public enum FrameViolation
{
    /// <summary>The frame is right.</summary>
    None,

    /// <summary>The length is 0, which leaves no place for the codec.</summary>
    Empty,

    /// <summary>The length is above the limit.</summary>
    TooLong,

    /// <summary>The codec byte names no codec.</summary>
    UnknownCodec,
}
