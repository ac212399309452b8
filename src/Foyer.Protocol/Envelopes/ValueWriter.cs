using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;

namespace Foyer.Protocol.Envelopes;

/// <summary>Writes JSON values in the binary layout, token by token; the caller must pass well-formed JSON.</summary>
internal readonly struct ValueWriter(IBufferWriter<byte> output)
{
    private const int LongestVarint = 10;

    public void Write(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            WriteToken(ref reader);
    }

    private void WriteToken(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Put(ValueTag.Object);
                break;
            case JsonTokenType.StartArray:
                Put(ValueTag.List);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Put(ValueTag.End);
                break;
            case JsonTokenType.True:
                Put(ValueTag.True);
                break;
            case JsonTokenType.False:
                Put(ValueTag.False);
                break;
            case JsonTokenType.Null:
                Put(ValueTag.Null);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref reader);
                break;
            default:
                WriteUnescaped(ref reader);
                break;
        }
    }

    /// <summary>Writes integers of 64 bits compactly, and every other number as its digits, so that none is rounded.</summary>
    private void WriteNumber(ref Utf8JsonReader reader)
    {
        var digits = reader.ValueSpan;
        if (
            digits is [(byte)'-', (byte)'0', ..]
            || !Utf8Parser.TryParse(digits, out long number, out var used)
            || used != digits.Length
        )
            PutBytes(ValueTag.Number, digits);
        else if (number is >= 0 and < 0x80)
            Put((byte)(ValueTag.SmallInteger + number));
        else if (number >= 0)
            PutVarint(ValueTag.Positive, (ulong)number);
        else
            PutVarint(ValueTag.Negative, (ulong)~number);
    }

    private void WriteUnescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            WriteText(reader.TokenType, reader.ValueSpan);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        var length = reader.CopyString(buffer);
        WriteText(reader.TokenType, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteText(JsonTokenType token, ReadOnlySpan<byte> text)
    {
        if (token == JsonTokenType.PropertyName)
            WriteName(text);
        else
            WriteString(text);
    }

    private void WriteName(ReadOnlySpan<byte> name)
    {
        if (Words.PlaceOf(name) is >= 0 and < Words.Names and var place)
            Put((byte)(ValueTag.WordName + place));
        else if (name.Length > ValueTag.LongestShortName)
            PutBytes(ValueTag.LongName, name);
        else
        {
            Put((byte)(name.Length + 1));
            output.Write(name);
        }
    }

    private void WriteString(ReadOnlySpan<byte> text)
    {
        if (Words.PlaceOf(text) is >= 0 and var place)
        {
            Put(ValueTag.Word);
            Put((byte)place);
        }
        else if (InstantText.TryRead(text, out var microseconds))
        {
            Put(ValueTag.Instant);
            BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(8), microseconds);
            output.Advance(8);
        }
        else if (IsUuid(text, out var uuid))
        {
            Put(ValueTag.Uuid);
            uuid.TryWriteBytes(output.GetSpan(16), bigEndian: true, out _);
            output.Advance(16);
        }
        else if (text.Length > ValueTag.LongestShortText)
            PutBytes(ValueTag.Text, text);
        else
        {
            Put((byte)(ValueTag.ShortText + text.Length));
            output.Write(text);
        }
    }

    /// <summary>Returns true only for the usual spelling in lower case, so that the text can be restored.</summary>
    private static bool IsUuid(ReadOnlySpan<byte> text, out Guid uuid)
    {
        uuid = default;
        if (text.Length != 36 || text.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0)
            return false;
        return Utf8Parser.TryParse(text, out uuid, out var used) && used == text.Length;
    }

    private void Put(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private void PutBytes(byte tag, ReadOnlySpan<byte> bytes)
    {
        PutVarint(tag, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private void PutVarint(byte tag, ulong number)
    {
        var span = output.GetSpan(1 + LongestVarint);
        span[0] = tag;
        var length = 1;
        for (; number >= 0x80; number >>= 7)
            span[length++] = (byte)(number | 0x80);
        span[length++] = (byte)number;
        output.Advance(length);
    }
}
