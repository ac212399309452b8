using System.Text;
using Foyer.Protocol.Envelopes;
using Foyer.Protocol.Tests.WebSockets;

namespace Foyer.Protocol.Tests.Envelopes;

/// <summary>The frames of the terminal port: whole, in pieces and malformed.</summary>
public sealed class FrameParserTests
{
    private static readonly byte[] Hello = Framing.Encode(EnvelopeType.System, """{"ask":"username"}"""u8, Codec.Json);

    [Fact]
    public void Frames_are_found_in_pieces_of_every_size()
    {
        byte[] three = [.. Hello, .. Framing.Encode(EnvelopeType.Login, "{}"u8, Codec.Binary), .. Hello];
        for (var size = 1; size <= three.Length; size++)
            Read(new FrameParser(), three, size).ShouldBe(["Json 43", "Binary 3", "Json 43"]);
    }

    [Theory]
    [InlineData("00000000", FrameViolation.Empty)]
    [InlineData("00001001", FrameViolation.TooLong)]
    [InlineData("7FFFFFFF", FrameViolation.TooLong)]
    [InlineData("80000000", FrameViolation.TooLong)]
    [InlineData("FFFFFFFF", FrameViolation.TooLong)]
    [InlineData("00000002 4A4A 00000002 58", FrameViolation.UnknownCodec)]
    [InlineData("00000002 00", FrameViolation.UnknownCodec)]
    [InlineData("47455420 2F", FrameViolation.TooLong)]
    public void What_is_no_frame_ends_the_reading(string hex, FrameViolation violation)
    {
        var parser = new FrameParser();
        Read(parser, Wire.Hex(hex), 1)[^1].ShouldBe(violation.ToString());
        Read(parser, Hello, 100).ShouldBeEmpty();
    }

    [Fact]
    public void A_length_of_1_is_an_empty_body() =>
        Read(new FrameParser(), Wire.Hex("00000001 42"), 5).ShouldBe(["Binary 0"]);

    [Fact]
    public void A_frame_of_exactly_the_limit_passes()
    {
        var frame = new byte[4 + FrameParser.FirstLimit];
        (frame[2], frame[4]) = (FrameParser.FirstLimit >> 8, (byte)'J');
        Read(new FrameParser(), frame, frame.Length).ShouldBe(["Json 4095"]);
    }

    [Fact]
    public void The_limit_rises_with_sign_in()
    {
        var frame = Framing.Encode(
            EnvelopeType.Message,
            Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', 100_000)}}"}"""),
            Codec.Json
        );
        Read(new FrameParser(), frame, 4096).ShouldBe(["TooLong"]);
        Read(new FrameParser { Limit = FrameParser.SignedInLimit }, frame, 4096).Count.ShouldBe(1);
    }

    [Fact]
    public void A_length_that_was_only_announced_takes_no_memory()
    {
        var start = Wire.Hex("00100000 4A 7B");
        var parsers = Enumerable
            .Range(0, 100)
            .Select(_ => new FrameParser { Limit = FrameParser.SignedInLimit })
            .ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var parser in parsers)
        {
            ReadOnlySpan<byte> input = start;
            parser.TryRead(ref input, out _).ShouldBeFalse();
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100 * 1024);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rubbish_never_throws(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 5_000; run++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (bytes.Length > 4)
                (bytes[0], bytes[1], bytes[2]) = (0, 0, 0);
            Should.NotThrow(() => Read(new FrameParser(), bytes, random.Next(1, 8)));
        }
    }

    private static List<string> Read(FrameParser parser, ReadOnlySpan<byte> bytes, int size)
    {
        var found = new List<string>();
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(size, bytes.Length)];
            bytes = bytes[piece.Length..];
            while (parser.TryRead(ref piece, out var frame))
                found.Add(
                    frame.Violation == FrameViolation.None ? $"{frame.Codec} {frame.Body.Length}" : $"{frame.Violation}"
                );
        }
        return found;
    }
}
