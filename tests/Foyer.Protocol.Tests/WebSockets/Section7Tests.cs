using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>RFC 6455, section 7: closing.</summary>
public sealed class Section7Tests
{
    [Fact]
    public void A_close_frame_may_be_empty() =>
        new Peer().Receive(ClientFrames.Close(CloseCode.None)).ShouldHaveFound("close 1005 ");

    [Fact]
    public void A_close_frame_carries_a_code_and_a_reason() =>
        new Peer()
            .Receive(ClientFrames.Close(CloseCode.GoingAway, "schönen Tag"))
            .ShouldHaveFound("close 1001 schönen Tag");

    [Fact]
    public void A_close_code_has_two_bytes() =>
        new Peer().Receive(Wire.Frame(Opcode.Close, [3])).ShouldHaveFound("violation 1002");

    [Fact]
    public void A_reason_is_utf8() =>
        new Peer().Receive(Wire.Frame(Opcode.Close, [3, 0xE8, 0xC3, 0x28])).ShouldHaveFound("violation 1007");

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    public void Section_7_4_codes_that_may_be_sent(int code) =>
        new Peer().Receive(ClientFrames.Close((CloseCode)code)).ShouldHaveFound($"close {code} ");

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65_535)]
    public void Section_7_4_codes_that_may_not_be_sent(int code) =>
        new Peer().Receive(Wire.Frame(Opcode.Close, [(byte)(code >> 8), (byte)code])).ShouldHaveFound("violation 1002");

    [Fact]
    public void Section_5_5_1_nothing_is_read_after_a_close_frame() =>
        new Peer()
            .Receive(Wire.Join(ClientFrames.Close(), Wire.Text("late")), Wire.Ping("later"))
            .ShouldHaveFound("close 1000 ");

    [Fact]
    public void Section_7_1_7_nothing_is_read_after_a_violation() =>
        new Peer()
            .Receive(Wire.Join(Wire.Hex("FF"), Wire.Text("late")), Wire.Text("later"))
            .ShouldHaveFound("violation 1002");

    [Fact]
    public void A_close_frame_ends_a_message_that_was_begun()
    {
        var peer = new Peer().Receive(Wire.Text("half", final: false), ClientFrames.Close());
        peer.ShouldHaveFound("close 1000 ");
        peer.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void A_reason_that_is_too_long_is_cut_between_characters()
    {
        var frame = FrameWriter.Close(CloseCode.Fault, new string('x', 122) + "ü and more");
        frame.Length.ShouldBe(2 + 2 + 122);
        new Peer(fromClient: false).Receive(frame).ShouldHaveFound("close 1011 " + new string('x', 122));
    }

    [Fact]
    public void The_answer_to_an_empty_close_frame_is_an_empty_one() =>
        FrameWriter.Close(CloseCode.None).ShouldBe(Wire.Hex("8800"));
}
