using System.Text.Unicode;

namespace Foyer.Protocol.WebSockets;

/// <summary>
/// Parses the frames of one connection (RFC 6455, sections 5 to 8) from bytes as they arrive, in pieces of any size. It neither
/// reads nor writes a socket, never throws on input, and holds no memory between messages: a message that is complete in one
/// buffer is returned in place. Not thread-safe; store it in a field, since a copy would have its own state.
/// </summary>
/// <remarks>After a close frame or a violation it drops all further input.</remarks>
public struct FrameParser(FrameRules rules)
{
    private readonly FrameRules rules = rules;
    private PartialMessage? partial;

    /// <summary>True while no frame and no message is half received.</summary>
    public readonly bool IsIdle => partial is null;

    /// <summary>True after a close frame or a violation.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>
    /// Reads the next message, control frame or fragment. Call it until it returns false, which it does when all input is
    /// consumed.
    /// </summary>
    /// <param name="input">Received bytes, unmasked in place; advanced past the consumed part.</param>
    /// <param name="received">The result; read it before the next call.</param>
    public bool TryRead(ref Span<byte> input, out Received received)
    {
        received = default;
        if (HasEnded)
            input = default;
        if (input.Length == 0)
            return false;
        if (!(partial is null && TryReadWhole(ref input, out received)) && !TryReadPieces(ref input, out received))
            return false;
        HasEnded = received.Kind >= ReceivedKind.Close;
        return true;
    }

    private readonly bool TryReadWhole(ref Span<byte> input, out Received received)
    {
        received = default;
        if (!FrameHeader.TryRead(input, rules, out var header, out _))
            return false;
        if (!header.Final || header.Opcode == Opcode.Continuation || header.Length > input.Length - header.Size)
            return false;
        var payload = input.Slice(header.Size, (int)header.Length);
        input = input[(header.Size + payload.Length)..];
        Masking.Apply(payload, header.Key);
        received = header.IsControl ? Received.Control(header.Opcode, payload) : Checked(header.Opcode, payload);
        return true;
    }

    private readonly Received Checked(Opcode opcode, Span<byte> payload)
    {
        if (rules.Refuse(opcode, payload.Length, before: 0) is { } violation)
            return Received.Of(violation);
        return opcode == Opcode.Text && !Utf8.IsValid(payload)
            ? Received.Of(Violation.InvalidText)
            : Received.Message(opcode, payload);
    }

    private bool TryReadPieces(ref Span<byte> input, out Received received)
    {
        partial ??= new PartialMessage(rules);
        var found = partial.TryRead(ref input, out received);
        if (partial.IsEmpty || received.Kind >= ReceivedKind.Close)
            partial = null;
        return found;
    }
}
