using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>RFC 6455, section 8: text is UTF-8, and what is not is refused as early as it can be known.</summary>
public sealed class Section8Tests
{
    [Theory]
    [InlineData("48C3A46C6C6F")]
    [InlineData("00")]
    [InlineData("7F")]
    [InlineData("C280")]
    [InlineData("DFBF")]
    [InlineData("E0A080")]
    [InlineData("ED9FBF")]
    [InlineData("EE8080")]
    [InlineData("EFBFBF")]
    [InlineData("F0908080")]
    [InlineData("F48FBFBF")]
    [InlineData("CEBAE1BDB9CF83CEBCCEB5")]
    public void Valid_text_passes_whole_in_pieces_and_in_fragments(string hex)
    {
        var payload = Wire.Hex(hex);
        var whole = new Peer().Receive(Wire.Frame(Opcode.Text, payload)).Found.ShouldHaveSingleItem();
        whole.ShouldStartWith("text ");
        new Peer().ReceiveInPieces(Wire.Frame(Opcode.Text, payload), 1).ShouldHaveFound(whole);
        new Peer().Receive(Fragments(payload)).ShouldHaveFound(whole);
    }

    [Theory]
    [InlineData("80", 1)]
    [InlineData("BF", 1)]
    [InlineData("C080", 1)]
    [InlineData("C1BF", 1)]
    [InlineData("C328", 2)]
    [InlineData("E08080", 2)]
    [InlineData("E28228", 3)]
    [InlineData("EDA080", 2)]
    [InlineData("EDBFBF", 2)]
    [InlineData("F0808080", 2)]
    [InlineData("F0908028", 4)]
    [InlineData("F4908080", 2)]
    [InlineData("F5808080", 1)]
    [InlineData("FE", 1)]
    [InlineData("FF", 1)]
    [InlineData("CEBAE1BDB9CF83CEBCCEB5EDA080656469746564", 13)]
    public void Invalid_text_is_refused_at_the_byte_that_makes_it_so(string hex, int at)
    {
        var payload = Wire.Hex(hex);
        new Peer().Receive(Wire.Frame(Opcode.Text, payload)).ShouldHaveFound("violation 1007");
        new Peer().Receive(Fragments(payload)).ShouldHaveFound("violation 1007");
        new Peer().BytesUntilViolation(Wire.Frame(Opcode.Text, payload)).ShouldBe(6 + at);
    }

    [Theory]
    [InlineData("C3")]
    [InlineData("E282")]
    [InlineData("F09F8C")]
    [InlineData("48656C6C6FF09F8C")]
    public void Text_that_ends_inside_a_character_is_refused(string hex)
    {
        var payload = Wire.Hex(hex);
        new Peer().Receive(Wire.Frame(Opcode.Text, payload)).ShouldHaveFound("violation 1007");
        new Peer().ReceiveInPieces(Wire.Frame(Opcode.Text, payload), 1).ShouldHaveFound("violation 1007");
        new Peer()
            .Receive(Wire.Frame(Opcode.Text, payload, final: false), Wire.More("", final: true))
            .ShouldHaveFound("violation 1007");
    }

    [Fact]
    public void A_character_may_be_cut_by_fragments_with_a_ping_between()
    {
        var flower = Wire.Utf8("🌻");
        new Peer()
            .Receive(
                Wire.Frame(Opcode.Text, flower[..2], final: false),
                Wire.Ping("p"),
                Wire.Frame(Opcode.Continuation, flower[2..])
            )
            .ShouldHaveFound("ping p", "text 🌻");
    }

    [Fact]
    public void Every_code_point_passes_at_every_cut()
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var value = 0; value <= 0x10FFFF; value += value < 0x3000 ? 1 : 257)
        {
            if (!System.Text.Rune.TryCreate(value, out var rune))
                continue;
            var character = bytes[..rune.EncodeToUtf8(bytes)];
            for (var cut = 0; cut <= character.Length; cut++)
            {
                var check = new Utf8Check();
                (check.Add(character[..cut]) && check.Add(character[cut..]) && check.IsComplete).ShouldBeTrue();
            }
        }
    }

    private static byte[][] Fragments(byte[] payload) =>
        [
            .. payload.Select(
                (value, i) => Wire.Frame(i == 0 ? Opcode.Text : Opcode.Continuation, [value], final: false)
            ),
            Wire.More("", final: true),
        ];
}
