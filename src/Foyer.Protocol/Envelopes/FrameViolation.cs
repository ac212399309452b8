namespace Foyer.Protocol.Envelopes;

/// <summary>Why bytes are not a frame. After any violation nothing more can be parsed, so the connection is closed.</summary>
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
