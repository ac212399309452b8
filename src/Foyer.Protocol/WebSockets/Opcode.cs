namespace Foyer.Protocol.WebSockets;

/// <summary>The kind of a frame (RFC 6455, section 5.2). 3–7 and 11–15 are reserved and refused.</summary>
public enum Opcode : byte
{
    /// <summary>A further piece of a fragmented message.</summary>
    Continuation = 0,

    /// <summary>A message of UTF-8 text, or its first piece.</summary>
    Text = 1,

    /// <summary>A message of bytes, or its first piece.</summary>
    Binary = 2,

    /// <summary>The peer closes; the reply is a close frame, then the end of the connection.</summary>
    Close = 8,

    /// <summary>Requests a pong with the same payload.</summary>
    Ping = 9,

    /// <summary>The reply to a ping, or an unsolicited sign of life.</summary>
    Pong = 10,
}
