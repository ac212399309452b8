using System.Text;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Protocol.Tests.WebSockets;
using FsCheck;
using FsCheck.Fluent;

namespace Foyer.Protocol.Tests.Envelopes;

/// <summary>Both codecs carry every object. What is not an envelope is refused without an exception.</summary>
public sealed class CodecTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public void Every_envelope_survives(Codec codec) =>
        Prop.ForAll(
                AnyEnvelope.Any,
                envelope => IsSame(EnvelopeCodec.Decode(EnvelopeCodec.Encode(envelope, codec), codec), envelope)
            )
            .Check(Runs);

    [Fact]
    public void Both_codecs_carry_the_same_object() =>
        Prop.ForAll(
                AnyEnvelope.Any,
                envelope =>
                    IsSame(
                        BinaryCodec.Decode(EnvelopeCodec.Encode(envelope, Codec.Binary)),
                        JsonCodec.Decode(EnvelopeCodec.Encode(envelope, Codec.Json))!
                    )
            )
            .Check(Runs);

    [Fact]
    public void The_binary_body_is_the_smaller_one()
    {
        var envelope = new Envelope(
            EnvelopeType.Message,
            AnyEnvelope.Parse(
                """
                {"id":1041,"timestamp":"2023-09-26T14:17:44.250236Z","user_name":"ada","user_avatar":"/media/default-user-avatar.jpg",
                "text":"See you there","is_deleted":false,"chat":7,"user":3,"version":1204,"kind":"text","subject":null,"edited_at":null,
                "reply_to":null,"attachments":[],"reactions":{},"event":null,"sender":"ada","recipient":"ben","time":"2023-09-26T14:17:44.250236Z"}
                """
            )
        );
        var binary = EnvelopeCodec.Encode(envelope, Codec.Binary).Length;
        var json = EnvelopeCodec.Encode(envelope, Codec.Json).Length;
        (binary * 4).ShouldBeLessThan(json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"type":"System"}""")]
    [InlineData("""{"type":"System","data":[]}""")]
    [InlineData("""{"type":"System","data":null}""")]
    [InlineData("""{"type":"system","data":{}}""")]
    [InlineData("""{"type":3,"data":{}}""")]
    [InlineData("""{"type":"Other","data":{}}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"type":"System","data":{}} x""")]
    [InlineData("""{"type":"System","data":{}}{}""")]
    [InlineData("""{"type":"System","data":{"a":}}""")]
    [InlineData("""{"type":"System","data":{"a":"\ud800"}}""")]
    [InlineData("""{"type":"System","data":{"\udc00":1}}""")]
    public void What_is_no_envelope_in_JSON_is_refused(string body) =>
        JsonCodec.Decode(Encoding.UTF8.GetBytes(body)).ShouldBeNull();

    [Fact]
    public void Unknown_members_of_an_envelope_are_ignored() =>
        JsonCodec
            .Decode("""{"x":{"data":1},"data":{"a":1},"type":"Login"}"""u8)!
            .Data.GetProperty("a")
            .GetInt32()
            .ShouldBe(1);

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("02 04")]
    [InlineData("00 04 00")]
    [InlineData("05 04 00")]
    [InlineData("02 01")]
    [InlineData("02 05 00")]
    [InlineData("02 04 00 00")]
    [InlineData("02 04 02 61")]
    [InlineData("02 04 02 61 0D 00")]
    [InlineData("02 04 02 61 3F 00")]
    [InlineData("02 04 02 FF 01 00")]
    [InlineData("02 04 02 61 41 FF 00")]
    [InlineData("02 04 02 61 42 41 00")]
    [InlineData("02 04 02 61 09 FFFFFFFFFFFFFFFF7F 41 00")]
    [InlineData("02 04 02 61 06 FFFFFFFFFFFFFFFFFF01 00")]
    [InlineData("02 04 02 61 08 00 00")]
    [InlineData("02 04 02 61 08 03 313233 34 00")]
    [InlineData("02 04 02 61 08 02 3120 00")]
    [InlineData("02 04 02 61 08 02 3031 00")]
    [InlineData("02 04 02 61 08 01 2D 00")]
    [InlineData("02 04 02 61 0A FF 00")]
    [InlineData("02 04 02 61 0B 7FFFFFFFFFFFFFFF 00")]
    [InlineData("02 04 02 61 0B 00 00")]
    [InlineData("02 04 02 61 0C 00 00")]
    [InlineData("02 04 7F FFFFFFFF0F 61 00")]
    public void What_is_no_envelope_in_binary_is_refused(string hex) =>
        BinaryCodec.Decode(Wire.Hex(hex)).ShouldBeNull();

    [Fact]
    public void Thirty_two_levels_pass_and_one_more_does_not()
    {
        foreach (var codec in Enum.GetValues<Codec>())
        {
            Decode(Envelope.Depth - 1, codec).ShouldNotBeNull();
            Decode(Envelope.Depth, codec).ShouldBeNull();
        }
        static Envelope? Decode(int levels, Codec codec) =>
            EnvelopeCodec.Decode(
                EnvelopeCodec.Encode(
                    EnvelopeType.System,
                    Encoding.UTF8.GetBytes(AnyEnvelope.Nested("1", levels)),
                    codec
                ),
                codec
            );
    }

    [Fact]
    public void A_depth_of_100_000_is_refused()
    {
        JsonCodec
            .Decode(Encoding.UTF8.GetBytes("""{"type":"System","data":{"a":""" + new string('[', 100_000)))
            .ShouldBeNull();
        byte[] lists = [2, ValueTag.Object, 2, (byte)'a', .. Enumerable.Repeat(ValueTag.List, 100_000)];
        BinaryCodec.Decode(lists).ShouldBeNull();
    }

    [Fact]
    public void Words_cannot_be_used_to_blow_a_body_up()
    {
        var longest = (byte)Words.All.Index().MaxBy(word => word.Item.Length).Index;
        var body = new List<byte> { 2, ValueTag.Object, 2, (byte)'a', ValueTag.List };
        for (var i = 0; i < BinaryCodec.LargestData / Words.All[longest].Length; i++)
            body.AddRange([ValueTag.Word, longest]);
        BinaryCodec.Decode([.. body, 0, 0]).ShouldBeNull();
        BinaryCodec.Decode([.. body[..1005], 0, 0]).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public void Damaged_bodies_never_throw(Codec codec)
    {
        var random = new Random(4711);
        for (var run = 0; run < 5_000; run++)
        {
            var body = EnvelopeCodec.Encode(Example(run), codec);
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            Should.NotThrow(() => EnvelopeCodec.Decode(body.AsSpan(0, random.Next(body.Length + 1)), codec));
        }
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public void Rubbish_never_throws(Codec codec)
    {
        var random = new Random(815);
        for (var run = 0; run < 5_000; run++)
        {
            var body = new byte[random.Next(64)];
            random.NextBytes(body);
            if (body.Length > 1 && codec == Codec.Binary)
                (body[0], body[1]) = ((byte)random.Next(1, 5), ValueTag.Object);
            Should.NotThrow(() => EnvelopeCodec.Decode(body, codec));
        }
    }

    private static Envelope Example(int run) =>
        Envelope.Of(
            EnvelopeType.System,
            json =>
            {
                json.WriteString("event_type", "chat_message");
                json.WriteNumber("id", run * 1_000_003L);
                json.WriteString("text", "Grüße \"an\" alle\n");
                json.WriteString("timestamp", "2023-09-26T14:17:44.250236Z");
                json.WriteStartArray("members");
                json.WriteNumberValue(0.5);
                json.WriteBooleanValue(true);
                json.WriteEndArray();
            }
        );

    private static bool IsSame(Envelope? one, Envelope other) =>
        one is not null
        && one.Type == other.Type
        && JsonElement.DeepEquals(one.Data, other.Data)
        && Numbers(one.Data) == Numbers(other.Data);

    /// <summary>Numbers that are equal may still be spelled otherwise; here they may not.</summary>
    private static string Numbers(JsonElement data) => JsonSerializer.Serialize(data);
}
