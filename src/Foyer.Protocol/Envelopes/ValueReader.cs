using System.Text.Json;
using System.Text.Unicode;

namespace Foyer.Protocol.Envelopes;

/// <summary>
/// Reads one untrusted value of the binary layout into JSON; returns false on malformed input, and never throws.
/// </summary>
internal ref struct ValueReader(ReadOnlySpan<byte> input, Utf8JsonWriter json)
{
    private ReadOnlySpan<byte> input = input;

    /// <summary>Returns true when the input is exactly one value.</summary>
    public bool TryReadAll() => TryReadValue(1) && input.IsEmpty;

    private bool TryReadValue(int depth)
    {
        if (!TryTake(out var tag) || json.BytesCommitted + json.BytesPending > BinaryCodec.LargestData)
            return false;
        switch (tag)
        {
            case ValueTag.Null:
                json.WriteNullValue();
                return true;
            case ValueTag.False or ValueTag.True:
                json.WriteBooleanValue(tag == ValueTag.True);
                return true;
            case ValueTag.Object:
                return depth < Envelope.Depth && TryReadObject(depth + 1);
            case ValueTag.List:
                return depth < Envelope.Depth && TryReadList(depth + 1);
            case >= ValueTag.SmallInteger:
                json.WriteNumberValue(tag - ValueTag.SmallInteger);
                return true;
            default:
                return TryReadScalar(tag);
        }
    }

    private bool TryReadObject(int depth)
    {
        json.WriteStartObject();
        while (TryTake(out var tag))
        {
            if (tag == ValueTag.End)
            {
                json.WriteEndObject();
                return true;
            }
            if (!TryReadName(tag) || !TryReadValue(depth))
                return false;
        }
        return false;
    }

    private bool TryReadList(int depth)
    {
        json.WriteStartArray();
        while (!input.IsEmpty)
        {
            if (input[0] == ValueTag.End)
            {
                input = input[1..];
                json.WriteEndArray();
                return true;
            }
            if (!TryReadValue(depth))
                return false;
        }
        return false;
    }

    private bool TryReadName(byte tag)
    {
        ReadOnlySpan<byte> name;
        if (tag >= ValueTag.WordName)
            name = Words.At(tag - ValueTag.WordName);
        else if (tag == ValueTag.LongName ? !TryTakeCounted(out name) : !TryTake(tag - 1, out name))
            return false;
        if (!Utf8.IsValid(name))
            return false;
        json.WritePropertyName(name);
        return true;
    }

    private bool TryReadScalar(byte tag) =>
        tag switch
        {
            ValueTag.Positive => TryTakeInteger(out var number) && Write(number),
            ValueTag.Negative => TryTakeInteger(out var number) && Write(~number),
            ValueTag.Number => TryTakeCounted(out var digits) && IsNumber(digits) && WriteNumber(digits),
            ValueTag.Text => TryTakeCounted(out var text) && WriteText(text),
            >= ValueTag.ShortText => TryTake(tag - ValueTag.ShortText, out var text) && WriteText(text),
            ValueTag.Word => TryTake(out var place) && Words.At(place) is { } word && WriteText(word),
            ValueTag.Instant => TryTake(8, out var bytes) && WriteInstant(bytes),
            ValueTag.Uuid => TryTake(16, out var bytes) && Write(new Guid(bytes, bigEndian: true)),
            _ => false,
        };

    private readonly bool Write(long number)
    {
        json.WriteNumberValue(number);
        return true;
    }

    private readonly bool Write(Guid uuid)
    {
        json.WriteStringValue(uuid);
        return true;
    }

    private readonly bool WriteNumber(ReadOnlySpan<byte> digits)
    {
        json.WriteRawValue(digits, skipInputValidation: true);
        return true;
    }

    private readonly bool WriteText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            return false;
        json.WriteStringValue(text);
        return true;
    }

    private readonly bool WriteInstant(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[InstantText.Length];
        if (!InstantText.TryWrite(bytes, text))
            return false;
        json.WriteStringValue(text);
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> digits)
    {
        // White space and comments are no digits, though a reader would skip the former.
        if (digits.IsEmpty || digits.IndexOfAnyExcept("0123456789+-.eE"u8) >= 0)
            return false;
        try
        {
            var reader = new Utf8JsonReader(digits);
            return reader.Read()
                && reader.TokenType == JsonTokenType.Number
                && reader.BytesConsumed == digits.Length
                && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryTake(out byte value)
    {
        value = 0;
        if (input.IsEmpty)
            return false;
        value = input[0];
        input = input[1..];
        return true;
    }

    private bool TryTake(long length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length > input.Length)
            return false;
        bytes = input[..(int)length];
        input = input[(int)length..];
        return true;
    }

    private bool TryTakeCounted(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return TryTakeInteger(out var length) && TryTake(length, out bytes);
    }

    /// <summary>Seven bits per byte, the lowest first, the last without the top bit; at most 63 bits in all.</summary>
    private bool TryTakeInteger(out long number)
    {
        number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (!TryTake(out var part))
                return false;
            number |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }
        return false;
    }
}
