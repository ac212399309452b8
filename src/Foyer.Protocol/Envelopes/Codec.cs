namespace Foyer.Protocol.Envelopes;

/// <summary>The encoding of a frame's body. The value is the codec byte of the frame.</summary>
public enum Codec : byte
{
    /// <summary>UTF-8 JSON.</summary>
    Json = (byte)'J',

    /// <summary>The compact layout of docs/tcp-protocol.md.</summary>
    Binary = (byte)'B',
}
