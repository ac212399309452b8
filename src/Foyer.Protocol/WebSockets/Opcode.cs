namespace Foyer.Protocol.WebSockets;

/// <summary>What a frame is (RFC 6455, 5.2). 3–7 and 11–15 are reserved and refused.</summary>
public enum Opcode : byte
{
    /// <summary>A further piece of a fragmented message.</summary>
    Continuation = 0,

    /// <summary>A message of UTF-8 text, or its first piece.</summary>
    Text = 1,

    /// <summary>A message of bytes, or its first piece.</summary>
    Binary = 2,

    /// <summary>The peer closes; the answer is a close frame, then the end of the connection.</summary>
    Close = 8,

    /// <summary>Asks for a pong with the same payload.</summary>
    Ping = 9,

    /// <summary>The answer to a ping, or a sign of life of its own accord.</summary>
    Pong = 10,
}
