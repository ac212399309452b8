using System.Text;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>RFC 6455 from one end of a connection to the other, on both transports.</summary>
public abstract class ConformanceTests(EchoServer server)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task Section_5_2_messages_of_every_length_come_back(int length)
    {
        using var ada = await server.EchoAsync();
        var text = new string('*', length);
        await ada.SendAsync(ClientFrames.Text(text));
        (await ada.NextAsync()).ShouldBe("text " + text);
        await ada.SendAsync(ClientFrames.Frame(Opcode.Binary, Encoding.ASCII.GetBytes(text)));
        (await ada.NextAsync()).ShouldBe("Binary " + Convert.ToHexString(Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(997)]
    public async Task Section_5_2_messages_in_pieces_come_back_whole(int size)
    {
        using var ada = await server.EchoAsync();
        var text = string.Concat(Enumerable.Range(0, size * 3).Select(i => "grüße 🌻"[i % 8]));
        var whole = new string([.. text.Where(c => !char.IsSurrogate(c))]);
        foreach (var piece in ClientFrames.Text(whole).Chunk(size))
            await ada.SendAsync(piece);
        (await ada.NextAsync()).ShouldBe("text " + whole);
    }

    [Theory]
    [InlineData("C1 80 00000000")]
    [InlineData("A1 80 00000000")]
    [InlineData("91 80 00000000")]
    [InlineData("83 80 00000000")]
    [InlineData("87 80 00000000")]
    [InlineData("8B 80 00000000")]
    [InlineData("8F 80 00000000")]
    [InlineData("81 05 48656C6C6F")]
    [InlineData("09 80 00000000")]
    [InlineData("89 FE 007E 00000000")]
    [InlineData("80 80 00000000")]
    [InlineData("00 80 00000000")]
    [InlineData("81 FE 0001 00000000 78")]
    [InlineData("81 FF 8000000000000000 00000000")]
    [InlineData("01 80 00000000 81 80 00000000")]
    public async Task Sections_5_1_to_5_5_broken_framing_is_closed_with_1002(string frames)
    {
        using var ada = await server.EchoAsync();
        await ada.SendAsync(Convert.FromHexString(frames.Replace(" ", "", StringComparison.Ordinal)));
        (await ada.NextAsync()).ShouldBe("close 1002");
        (await ada.PartAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task Section_5_4_fragments_come_back_as_one_and_pings_between_are_answered_at_once()
    {
        using var ada = await server.EchoAsync();
        await ada.SendAsync(ClientFrames.Frame(Opcode.Text, "Hel"u8, final: false));
        await ada.SendAsync(ClientFrames.Frame(Opcode.Ping, "1"u8));
        (await ada.NextAsync()).ShouldBe("Pong 31");
        await ada.SendAsync(ClientFrames.Frame(Opcode.Continuation, ""u8, final: false));
        await ada.SendAsync(ClientFrames.Frame(Opcode.Ping, ""u8));
        (await ada.NextAsync()).ShouldBe("Pong ");
        await ada.SendAsync(ClientFrames.Frame(Opcode.Continuation, "lo"u8));
        (await ada.NextAsync()).ShouldBe("text Hello");
    }

    [Fact]
    public async Task Section_5_5_pings_are_answered_in_order_and_pongs_are_not()
    {
        using var ada = await server.EchoAsync();
        for (byte i = 0; i < 10; i++)
        {
            await ada.SendAsync(ClientFrames.Frame(Opcode.Pong, [i]));
            await ada.SendAsync(ClientFrames.Frame(Opcode.Ping, [i, .. new byte[124]]));
        }
        for (byte i = 0; i < 10; i++)
            (await ada.NextAsync()).ShouldBe("Pong " + Convert.ToHexString([i, .. new byte[124]]));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1011)]
    [InlineData(3000)]
    [InlineData(4999)]
    public async Task Section_5_5_1_a_close_is_answered_with_its_code(int code)
    {
        using var ada = await server.EchoAsync();
        await ada.SendAsync(ClientFrames.Close((CloseCode)code, "bye"));
        (await ada.NextAsync()).ShouldBe($"close {code}");
        (await ada.NextAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task Section_5_5_1_an_empty_close_is_answered_with_an_empty_one_and_nothing_more_is_read()
    {
        using var ada = await server.EchoAsync();
        await ada.SendAsync((byte[])[.. ClientFrames.Close(CloseCode.None), .. ClientFrames.Text("late")]);
        (await ada.NextAsync()).ShouldBe("close 1005");
        (await ada.NextAsync()).ShouldBe("end");
    }

    [Theory]
    [InlineData("88 81 00000000 03", 1002)]
    [InlineData("88 82 00000000 0000", 1002)]
    [InlineData("88 82 00000000 03EC", 1002)]
    [InlineData("88 82 00000000 03ED", 1002)]
    [InlineData("88 82 00000000 03F7", 1002)]
    [InlineData("88 82 00000000 07D0", 1002)]
    [InlineData("88 83 00000000 03E8FF", 1007)]
    public async Task Section_7_4_a_wrong_close_frame_is_answered_with_what_is_wrong(string frame, int code)
    {
        using var ada = await server.EchoAsync();
        await ada.SendAsync(Convert.FromHexString(frame.Replace(" ", "", StringComparison.Ordinal)));
        (await ada.NextAsync()).ShouldBe($"close {code}");
        (await ada.PartAsync()).ShouldBe("end");
    }

    [Theory]
    [InlineData("CEBAE1BDB9CF83CEBCCEB5EDA080")]
    [InlineData("F4908080")]
    [InlineData("C0AF")]
    [InlineData("FF")]
    public async Task Section_8_1_text_that_is_not_utf8_is_closed_before_it_has_all_come(string hex)
    {
        using var ada = await server.EchoAsync();
        var frame = ClientFrames.Frame(Opcode.Text, [.. Convert.FromHexString(hex), .. new byte[1000]]);
        await ada.SendAsync(frame.AsMemory(0, 8 + hex.Length / 2));
        (await ada.NextAsync()).ShouldBe("close 1007");
        (await ada.PartAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task Section_10_4_a_message_over_the_limit_is_closed_by_its_header_alone()
    {
        using var ada = await server.EchoAsync();
        await ada.SendAsync(ClientFrames.Frame(Opcode.Binary, new byte[65_537]).AsMemory(0, 14));
        (await ada.NextAsync()).ShouldBe("close 1009");
        using var ben = await server.EchoAsync();
        await ben.SendAsync(ClientFrames.Frame(Opcode.Binary, new byte[65_000], final: false));
        await ben.SendAsync(ClientFrames.Frame(Opcode.Continuation, new byte[537]).AsMemory(0, 8));
        (await ben.NextAsync()).ShouldBe("close 1009");
    }
}

public sealed class LoopConformanceTests(LoopServer server) : ConformanceTests(server), IClassFixture<LoopServer>;

public sealed class KestrelConformanceTests(KestrelServer server)
    : ConformanceTests(server),
        IClassFixture<KestrelServer>;
