namespace Foyer.Protocol.WebSockets;

/// <summary>
/// One message, control frame or violation. The payload is in the caller's buffer or in the parser's, and is valid until the
/// parser is called again or the buffer is reused.
/// </summary>
public readonly ref struct Received
{
    private Received(ReceivedKind kind, Span<byte> payload, CloseCode code = CloseCode.None, string reason = "")
    {
        Kind = kind;
        Payload = payload;
        Code = code;
        Reason = reason;
    }

    /// <summary>The kind of the result.</summary>
    public ReceivedKind Kind { get; }

    /// <summary>The message, the ping's or pong's payload, or of a close frame the reason in UTF-8.</summary>
    public Span<byte> Payload { get; }

    /// <summary>
    /// For a close frame, the peer's code (<see cref="CloseCode.None"/> when there is none); for a violation, the code to close
    /// with.
    /// </summary>
    public CloseCode Code { get; }

    /// <summary>For a violation, its description, short enough for a close frame.</summary>
    public string Reason { get; }

    internal static Received Message(Opcode opcode, Span<byte> payload) =>
        new(opcode == Opcode.Text ? ReceivedKind.Text : ReceivedKind.Binary, payload);

    internal static Received Control(Opcode opcode, Span<byte> payload) =>
        opcode switch
        {
            Opcode.Ping => new(ReceivedKind.Ping, payload),
            Opcode.Pong => new(ReceivedKind.Pong, payload),
            _ => Closing.Read(payload, out var code) is { } violation
                ? Of(violation)
                : new(ReceivedKind.Close, payload.Length == 0 ? payload : payload[2..], code),
        };

    internal static Received Fragment() => new(ReceivedKind.Fragment, default);

    internal static Received Of(Violation violation) =>
        new(ReceivedKind.Violation, default, violation.Code, violation.Reason);
}
