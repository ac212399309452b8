using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Foyer.Protocol.WebSockets;

/// <summary>
/// Validates UTF-8 in pieces, which may split a character (RFC 6455, section 8.1). Fails at the first byte that no continuation
/// could make valid.
/// </summary>
internal struct Utf8Check
{
    private uint begun;
    private byte count;

    /// <summary>False while a character lacks bytes.</summary>
    public readonly bool IsComplete => count == 0;

    public bool Add(ReadOnlySpan<byte> piece)
    {
        while (count > 0 && piece.Length > 0)
        {
            if (!Continue(piece[0]))
                return false;
            piece = piece[1..];
        }
        var tail = piece[^Unfinished(piece)..];
        if (!Utf8.IsValid(piece[..^tail.Length]))
            return false;
        foreach (var value in tail)
            Keep(value);
        return true;
    }

    private bool Continue(byte value)
    {
        Keep(value);
        Span<byte> character = stackalloc byte[4];
        for (var i = 0; i < count; i++)
            character[i] = (byte)(begun >> (8 * (count - 1 - i)));
        var status = Rune.DecodeFromUtf8(character[..count], out _, out _);
        if (status == OperationStatus.Done)
            count = 0;
        return status != OperationStatus.InvalidData;
    }

    private void Keep(byte value)
    {
        begun = (begun << 8) | value;
        count++;
    }

    private static int Unfinished(ReadOnlySpan<byte> piece)
    {
        for (var back = 1; back <= Math.Min(3, piece.Length); back++)
            if ((piece[^back] & 0xC0) != 0x80)
                return Rune.DecodeFromUtf8(piece[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
        return 0;
    }
}
