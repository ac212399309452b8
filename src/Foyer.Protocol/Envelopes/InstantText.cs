using System.Buffers.Binary;
using System.Globalization;

namespace Foyer.Protocol.Envelopes;

/// <summary>
/// Instants as the wire spells them (<c>2023-09-26T14:17:44.250236Z</c>) and as microseconds since 1970 in 8 bytes.
/// </summary>
internal static class InstantText
{
    public const int Length = 27;
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private static readonly long Earliest =
        (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long Latest = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Returns true for exactly the canonical spelling of an instant, so that the text can be restored.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length != Length || text[10] != 'T' || text[^1] != 'Z')
            return false;
        Span<char> characters = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
            characters[i] = (char)text[i];
        if (
            !DateTime.TryParseExact(
                characters,
                Form,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var instant
            )
        )
            return false;
        microseconds = (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return true;
    }

    /// <summary>The text of 8 bytes, or false when they lie outside the years 1–9999.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (microseconds < Earliest || microseconds > Latest)
            return false;
        var instant = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return instant.TryFormat(text, out var length, Form, CultureInfo.InvariantCulture) && length == Length;
    }
}
