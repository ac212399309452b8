namespace Foyer.Protocol.Envelopes;

/// <summary>The first byte of a value in the binary codec; docs/tcp-protocol.md has the table.</summary>
internal static class ValueTag
{
    public const byte End = 0x00;
    public const byte Null = 0x01;
    public const byte False = 0x02;
    public const byte True = 0x03;
    public const byte Object = 0x04;
    public const byte List = 0x05;
    public const byte Positive = 0x06;
    public const byte Negative = 0x07;
    public const byte Number = 0x08;
    public const byte Text = 0x09;
    public const byte Word = 0x0A;
    public const byte Instant = 0x0B;
    public const byte Uuid = 0x0C;

    /// <summary>A text of 0–63 bytes has its length in the tag.</summary>
    public const byte ShortText = 0x40;
    public const int LongestShortText = 63;

    /// <summary>An integer of 0–127 is in the tag.</summary>
    public const byte SmallInteger = 0x80;

    /// <summary>The first byte of a name: 0x01–0x7E for 0–125 bytes of text, this for a longer one, 0x80 and up for a word.</summary>
    public const byte LongName = 0x7F;
    public const int LongestShortName = 125;
    public const byte WordName = 0x80;
}
