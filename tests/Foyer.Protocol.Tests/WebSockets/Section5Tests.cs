using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>RFC 6455, section 5: data framing.</summary>
public sealed class Section5Tests
{
    [Fact]
    public void Section_5_1_a_frame_that_a_client_did_not_mask_ends_the_connection() =>
        new Peer().Receive(Wire.Hex("8105 48656c6c6f")).ShouldHaveFound("violation 1002");

    [Fact]
    public void Section_5_1_a_client_refuses_masked_frames_of_a_server() =>
        new Peer(fromClient: false).Receive(Wire.Text("Hello")).ShouldHaveFound("violation 1002");

    [Theory]
    [InlineData("C1")]
    [InlineData("A1")]
    [InlineData("91")]
    [InlineData("F1")]
    [InlineData("C9")]
    [InlineData("40")]
    public void Section_5_2_reserved_bits_end_the_connection_at_the_first_byte(string first) =>
        new Peer().BytesUntilViolation(Wire.Hex(first + "80 00000000")).ShouldBe(1);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public void Section_5_2_an_unknown_opcode_ends_the_connection(int opcode) =>
        new Peer().Receive([(byte)(0x80 | opcode), 0x80, 0, 0, 0, 0]).ShouldHaveFound("violation 1002");

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(127, 4)]
    [InlineData(128, 4)]
    [InlineData(65_535, 4)]
    [InlineData(65_536, 10)]
    public void Section_5_2_each_length_has_its_form(int length, int header)
    {
        var text = new string('x', length);
        var frame = Wire.Text(text);
        frame.Length.ShouldBe(header + 4 + length);
        new Peer().Receive(frame).ShouldHaveFound("text " + text);
        new Peer(fromClient: false).Receive(FrameWriter.Text(Wire.Utf8(text))).ShouldHaveFound("text " + text);
    }

    [Theory]
    [InlineData("81FE 0000 00000000")]
    [InlineData("81FE 0005 00000000 0000000000")]
    [InlineData("81FE 007D 00000000")]
    [InlineData("81FF 0000000000000005 00000000")]
    [InlineData("81FF 000000000000FFFF 00000000")]
    public void Section_5_2_a_length_not_in_its_shortest_form_ends_the_connection(string frame) =>
        new Peer().Receive(Wire.Hex(frame)).ShouldHaveFound("violation 1002");

    [Theory]
    [InlineData("81FF 8000000000000000 00000000")]
    [InlineData("81FF FFFFFFFFFFFFFFFF 00000000")]
    public void Section_5_2_the_highest_bit_of_a_length_is_zero(string frame) =>
        new Peer().Receive(Wire.Hex(frame)).ShouldHaveFound("violation 1002");

    [Fact]
    public void Section_5_3_every_key_unmasks_at_every_cut()
    {
        var payload = Wire.Utf8(string.Concat(Enumerable.Range(0, 40).Select(i => $"{i} häuser ")));
        var frame = ClientFrames.Frame(Opcode.Text, payload, key: 0xF00D_BEEF);
        for (var cut = 0; cut <= frame.Length; cut++)
            new Peer().Receive(frame[..cut], frame[cut..]).Found.ShouldHaveSingleItem().Length.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Section_5_4_fragments_make_one_message() =>
        new Peer()
            .Receive(Wire.Text("Hel", final: false), Wire.More("lo, "), Wire.More("ada", final: true))
            .ShouldHaveFound("text Hello, ada");

    [Fact]
    public void Section_5_4_fragments_may_be_empty() =>
        new Peer()
            .Receive(Wire.Text("", final: false), Wire.More(""), Wire.More("x"), Wire.More("", final: true))
            .ShouldHaveFound("text x");

    [Fact]
    public void Section_5_4_control_frames_come_between_fragments_and_are_found_at_once()
    {
        var peer = new Peer().Receive(Wire.Text("Hel", final: false), Wire.Ping("are you there"));
        peer.ShouldHaveFound("ping are you there");
        peer.Receive(Wire.Frame(Opcode.Pong, []), Wire.More("lo", final: true));
        peer.ShouldHaveFound("ping are you there", "pong ", "text Hello");
    }

    [Fact]
    public void Section_5_4_a_continuation_needs_a_beginning()
    {
        new Peer().Receive(Wire.More("x", final: true)).ShouldHaveFound("violation 1002");
        new Peer().Receive(Wire.More("x")).ShouldHaveFound("violation 1002");
        new Peer()
            .Receive(Wire.Text("whole"), Wire.More("x", final: true))
            .ShouldHaveFound("text whole", "violation 1002");
        new Peer()
            .Receive(Wire.Text("a", final: false), Wire.More("b", final: true), Wire.More("c", final: true))
            .ShouldHaveFound("text ab", "violation 1002");
    }

    [Fact]
    public void Section_5_4_a_message_is_finished_before_the_next_begins()
    {
        new Peer().Receive(Wire.Text("a", final: false), Wire.Text("b")).ShouldHaveFound("violation 1002");
        new Peer(binary: true)
            .Receive(Wire.Text("a", final: false), Wire.Frame(Opcode.Binary, [1], final: false))
            .ShouldHaveFound("violation 1002");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(19)]
    public void Section_5_4_cuts_between_bytes_change_nothing(int size)
    {
        var bytes = Wire.Join(
            Wire.Text("grüße", final: false),
            Wire.Ping("p"),
            Wire.More(" an "),
            Wire.More("cleo 🌻", final: true),
            Wire.Text(new string('y', 300)),
            Wire.Frame(Opcode.Pong, Wire.Utf8("q")),
            Wire.Text(""),
            ClientFrames.Close(CloseCode.Normal, "bye")
        );
        var peer = new Peer().ReceiveInPieces(bytes, size);
        peer.ShouldHaveFound(
            "ping p",
            "text grüße an cleo 🌻",
            "text " + new string('y', 300),
            "pong q",
            "text ",
            "close 1000 bye"
        );
    }

    [Theory]
    [InlineData(Opcode.Close)]
    [InlineData(Opcode.Ping)]
    [InlineData(Opcode.Pong)]
    public void Section_5_5_a_control_frame_is_whole_and_short(Opcode opcode)
    {
        new Peer().Receive(Wire.Frame(opcode, [], final: false)).ShouldHaveFound("violation 1002");
        new Peer().Receive(Wire.Frame(opcode, new byte[126])).ShouldHaveFound("violation 1002");
        new Peer().BytesUntilViolation(Wire.Frame(opcode, new byte[126])).ShouldBe(2);
    }

    [Fact]
    public void Section_5_5_2_a_ping_of_125_bytes_is_answered_with_its_payload()
    {
        var payload = new string('p', 125);
        new Peer().Receive(Wire.Ping(payload)).ShouldHaveFound("ping " + payload);
        new Peer(fromClient: false).Receive(FrameWriter.Pong(Wire.Utf8(payload))).ShouldHaveFound("pong " + payload);
    }

    [Fact]
    public void Section_5_5_3_a_pong_that_nobody_asked_for_is_no_fault() =>
        new Peer()
            .Receive(Wire.Frame(Opcode.Pong, Wire.Utf8("hm")), Wire.Text("x"))
            .ShouldHaveFound("pong hm", "text x");

    [Fact]
    public void Section_5_6_binary_is_taken_only_where_it_is_allowed()
    {
        new Peer().Receive(Wire.Frame(Opcode.Binary, [1, 2])).ShouldHaveFound("violation 1003");
        new Peer().Receive(Wire.Frame(Opcode.Binary, [1, 2], final: false)).ShouldHaveFound("violation 1003");
        new Peer(binary: true)
            .Receive(Wire.Frame(Opcode.Binary, [0xFF], final: false), Wire.Frame(Opcode.Continuation, [0xFE]))
            .ShouldHaveFound("binary FFFE");
    }

    [Fact]
    public void Section_5_7_the_examples_read_as_the_standard_says()
    {
        new Peer(fromClient: false).Receive(Wire.Hex("8105 48656c6c6f")).ShouldHaveFound("text Hello");
        new Peer().Receive(Wire.Hex("8185 37fa213d 7f9f4d5158")).ShouldHaveFound("text Hello");
        new Peer(fromClient: false).Receive(Wire.Hex("0103 48656c 8002 6c6f")).ShouldHaveFound("text Hello");
        new Peer(fromClient: false).Receive(Wire.Hex("8905 48656c6c6f")).ShouldHaveFound("ping Hello");
        new Peer().Receive(Wire.Hex("8a85 37fa213d 7f9f4d5158")).ShouldHaveFound("pong Hello");
    }

    [Fact]
    public void Section_5_7_the_examples_are_written_as_the_standard_says()
    {
        FrameWriter.Text("Hello"u8).ShouldBe(Wire.Hex("8105 48656c6c6f"));
        FrameWriter.Ping("Hello"u8).ShouldBe(Wire.Hex("8905 48656c6c6f"));
        FrameWriter.Binary(new byte[256])[..4].ShouldBe(Wire.Hex("827E 0100"));
        FrameWriter.Binary(new byte[65_536])[..10].ShouldBe(Wire.Hex("827F 0000000000010000"));
        ClientFrames.Text("Hello", Wire.Key).ShouldBe(Wire.Hex("8185 37fa213d 7f9f4d5158"));
    }
}
