using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>RFC 6455, 10.4: limits on frame and message, kept before any memory is taken.</summary>
public sealed class LimitTests
{
    [Fact]
    public void A_message_of_exactly_the_limit_passes()
    {
        var text = new string('x', 1000);
        new Peer(limit: 1000).Receive(Wire.Text(text)).ShouldHaveFound("text " + text);
        new Peer(limit: 1000)
            .Receive(Wire.Text(text[..600], final: false), Wire.More(text[600..], final: true))
            .ShouldHaveFound("text " + text);
    }

    [Fact]
    public void A_frame_over_the_limit_is_refused_by_its_header_alone()
    {
        new Peer(limit: 1000).Receive(Wire.Text(new string('x', 1001))).ShouldHaveFound("violation 1009");
        new Peer(limit: 1000).BytesUntilViolation(Wire.Text(new string('x', 1001))).ShouldBe(8);
        new Peer(limit: 1000).Receive(Wire.Hex("81FF 7FFFFFFFFFFFFFFF 00000000")).ShouldHaveFound("violation 1009");
    }

    [Fact]
    public void A_message_over_the_limit_is_refused_at_the_fragment_that_passes_it()
    {
        var peer = new Peer(limit: 1000).Receive(
            Wire.Text(new string('x', 600), final: false),
            Wire.More(new string('x', 400))
        );
        peer.Found.ShouldBeEmpty();
        peer.Receive(Wire.More("x")[..6]);
        peer.ShouldHaveFound("violation 1009");
    }

    [Fact]
    public void A_length_that_was_only_announced_takes_no_memory()
    {
        var parsers = new FrameParser[100];
        var rules = new FrameRules(1 << 30);
        var start = Wire.Hex("81FF 0000000020000000 00000000 78");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < parsers.Length; i++)
        {
            parsers[i] = new FrameParser(rules);
            Span<byte> input = start;
            parsers[i].TryRead(ref input, out _).ShouldBeFalse();
            parsers[i].IsIdle.ShouldBeFalse();
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100 * 1024);
    }

    [Fact]
    public void Whole_messages_and_control_frames_allocate_nothing()
    {
        var parser = new FrameParser(new FrameRules(65_536));
        var bytes = Wire.Join(Wire.Text("{\"event_type\":\"ping\"}"), Wire.Ping("p"), Wire.Text(new string('x', 4000)));
        var input = new byte[bytes.Length];
        var found = Feed(ref parser, bytes, input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            found += Feed(ref parser, bytes, input);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        found.ShouldBe(3003);
    }

    [Fact]
    public void Nothing_is_held_between_messages()
    {
        var peer = new Peer();
        var frame = Wire.Text("Hello");
        peer.IsIdle.ShouldBeTrue();
        peer.Receive(frame[..3]).IsIdle.ShouldBeFalse();
        peer.Receive(frame[3..]).IsIdle.ShouldBeTrue();
        peer.Receive(Wire.Text("Hel", final: false), Wire.Ping("p")).IsIdle.ShouldBeFalse();
        peer.Receive(Wire.More("lo", final: true)).IsIdle.ShouldBeTrue();
        peer.ShouldHaveFound("text Hello", "ping p", "text Hello");
    }

    [Fact]
    public void A_message_in_single_bytes_grows_by_doubling()
    {
        var parser = new FrameParser(new FrameRules(65_536));
        var more = Wire.More("x");
        var input = new byte[more.Length];
        Feed(ref parser, Wire.Text("x", final: false), new byte[7]).ShouldBe(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 65_536; i++)
            Feed(ref parser, more, input);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(3 * 65_536);
        Feed(ref parser, Wire.More("", final: true), input).ShouldBe(1);
    }

    [Fact]
    public void Whatever_comes_the_parser_answers_and_the_cut_does_not_matter()
    {
        var random = new Random(6455);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Noise(random);
            var whole = new Peer(limit: 300, binary: true).Receive(bytes);
            var pieces = new Peer(limit: 300, binary: true).ReceiveInPieces(bytes, random.Next(1, 9));
            pieces.Found.ShouldBe(whole.Found, $"round {round}");
        }
    }

    // Mostly valid frames with a wrong byte here and there, so that the deep rules are reached too.
    private static byte[] Noise(Random random)
    {
        var frames = new List<byte[]>();
        for (var i = 0; i < random.Next(1, 8); i++)
        {
            var opcode = (Opcode)(
                random.Next(8) is 0 ? random.Next(16) : new[] { 0, 0, 1, 1, 2, 9, 10 }[random.Next(7)]
            );
            var payload = new byte[random.Next(3) == 0 ? random.Next(400) : random.Next(40)];
            if (random.Next(3) == 0)
                random.NextBytes(payload);
            frames.Add(Wire.Frame(opcode, payload, final: random.Next(3) > 0));
        }
        var bytes = Wire.Join(frames);
        if (random.Next(2) == 0)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static int Feed(ref FrameParser parser, byte[] bytes, byte[] buffer)
    {
        bytes.CopyTo(buffer, 0);
        var input = buffer.AsSpan(0, bytes.Length);
        var found = 0;
        while (parser.TryRead(ref input, out var received))
            if (received.Kind != ReceivedKind.Fragment)
                found++;
        return found;
    }
}
