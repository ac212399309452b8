namespace Foyer.Protocol.Envelopes;

/// <summary>How the body of a frame is written: the flag of S004-35. The value is the codec byte of the frame.</summary>
public enum Codec : byte
{
    /// <summary>UTF-8 JSON.</summary>
    Json = (byte)'J',

    /// <summary>The compact layout of docs/tcp-protocol.md.</summary>
    Binary = (byte)'B',
}
