using System.Runtime.CompilerServices;

namespace Foyer.Protocol.WebSockets;

/// <summary>
/// The state of a connection while a frame is cut by the end of the buffer, or a message is fragmented. Its memory follows the
/// received bytes, never the announced length.
/// </summary>
internal sealed class PartialMessage(FrameRules rules)
{
    private HeaderBytes head;
    private int headLength;
    private FrameHeader frame;
    private int left = -1;
    private byte[] control = [];
    private Opcode kind;
    private byte[] message = [];
    private int length;
    private Utf8Check text;

    /// <summary>True when neither a frame nor a message is begun.</summary>
    public bool IsEmpty => headLength == 0 && left < 0 && kind == Opcode.Continuation;

    public bool TryRead(ref Span<byte> input, out Received received)
    {
        received = default;
        do
        {
            if (left < 0 && !TryBegin(ref input, out var violation))
                return violation is not null && Found(Received.Of(violation), out received);
            var piece = input[..Math.Min(left, input.Length)];
            input = input[piece.Length..];
            Masking.Apply(piece, frame.Key, (int)frame.Length - left);
            left -= piece.Length;
            if (frame.IsControl ? TryControl(piece, out received) : TryData(piece, out received))
                return true;
        } while (input.Length > 0);
        return false;
    }

    private static bool Found(Received what, out Received received)
    {
        received = what;
        return true;
    }

    private bool TryBegin(ref Span<byte> input, out Violation? violation)
    {
        Span<byte> bytes = head;
        var before = headLength;
        var taken = Math.Min(FrameHeader.Longest - before, input.Length);
        input[..taken].CopyTo(bytes[before..]);
        if (!FrameHeader.TryRead(bytes[..(before + taken)], rules, out frame, out violation))
        {
            headLength = before + taken;
            input = input[taken..];
            return false;
        }
        input = input[(frame.Size - before)..];
        headLength = 0;
        violation = frame.IsControl ? null : BeginData();
        left = violation is null ? (int)frame.Length : 0;
        return violation is null;
    }

    private Violation? BeginData()
    {
        if (frame.Opcode == Opcode.Continuation && kind == Opcode.Continuation)
            return Violation.NothingToContinue;
        if (frame.Opcode != Opcode.Continuation && kind != Opcode.Continuation)
            return Violation.Interleaved;
        if (frame.Opcode != Opcode.Continuation)
            kind = frame.Opcode;
        return rules.Refuse(kind, frame.Length, length);
    }

    private bool TryControl(ReadOnlySpan<byte> piece, out Received received)
    {
        received = default;
        if (control.Length != frame.Length)
            control = new byte[frame.Length];
        piece.CopyTo(control.AsSpan((int)frame.Length - left - piece.Length));
        if (left > 0)
            return false;
        left = -1;
        return Found(Received.Control(frame.Opcode, control), out received);
    }

    private bool TryData(ReadOnlySpan<byte> piece, out Received received)
    {
        received = default;
        if (kind == Opcode.Text && !text.Add(piece))
            return Found(Received.Of(Violation.InvalidText), out received);
        Append(piece);
        if (left > 0)
            return false;
        left = -1;
        return Found(frame.Final ? Finish() : Received.Fragment(), out received);
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        var needed = length + piece.Length;
        if (needed > message.Length)
        {
            // Doubling makes many small pieces cheap; where the end is known, nothing is allocated beyond it.
            var most = frame.Final ? needed + left : rules.Limit;
            Array.Resize(ref message, Math.Min(most, Math.Max(2 * needed, 64)));
        }
        piece.CopyTo(message.AsSpan(length));
        length = needed;
    }

    private Received Finish()
    {
        if (!text.IsComplete)
            return Received.Of(Violation.InvalidText);
        var whole = Received.Message(kind, message.AsSpan(0, length));
        kind = Opcode.Continuation;
        message = [];
        length = 0;
        return whole;
    }

    [InlineArray(FrameHeader.Longest)]
    private struct HeaderBytes
    {
        private byte first;
    }
}
