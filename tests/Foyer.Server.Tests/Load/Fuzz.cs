using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Server.Tests.Load;

/// <summary>Frames that are nearly right, or not at all; the same ones for the same seed.</summary>
internal sealed class Fuzz(int seed, Codec codec)
{
    private static readonly string[] SignedIn =
    [
        """{"chat":1,"text":"hello","client_id":"c"}""",
        """{"recipient":"ada","text":"psst","subject":"s","client_id":"d"}""",
        """{"id":1,"chat":1,"text":"edited"}""",
        """{"event":{"event_type":"join_chat","chat":1,"after":0}}""",
        """{"event":{"event_type":"typing_indicator","chat":1}}""",
        """{"event":{"event_type":"delete_message","id":1}}""",
        """{"event":{"event_type":"read","chat":1,"message":1,"unread":true}}""",
        """{"event":{"event_type":"watch_event","event":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}}""",
        """{"received":1}""",
        """{"request":"history","ref":1,"chat":1,"before":5,"limit":10,"search":"x"}""",
        """{"request":"chats","ref":2,"public":true,"search":"y"}""",
        """{"request":"events","ref":3,"search":"cinema","from":"2026-01-01"}""",
        """{"request":"event","ref":4,"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}""",
        """{"request":"book","ref":5,"event":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}""",
        """{"request":"create_event","ref":6,"title":"t","date":"2026-01-01","time":"19:00","price":"1.50"}""",
        """{"request":"delete_account","ref":7,"password":"guess","messages":"keep"}""",
        """{"chat":1,"text":"/kick ada 60"}""",
    ];

    private readonly Random random = new(seed);

    /// <summary>True once in so many calls, on average.</summary>
    public bool Once(int times) => random.Next(times) == 0;

    /// <summary>A way in with some bytes changed, left out or doubled, cut off anywhere; or nothing but noise.</summary>
    public byte[] WayIn()
    {
        if (Once(4))
            return Noise(random.Next(1, 400));
        byte[] talk =
        [
            .. Framing.Encode(EnvelopeType.Version, """{"protocol":1,"client":"x"}"""u8, codec),
            .. Framing.Encode(EnvelopeType.Login, """{"kind":"username","value":"ada"}"""u8, codec),
            .. Once(8) ? Framing.Encode(EnvelopeType.Login, """{"kind":"code","value":"1"}"""u8, codec) : [],
        ];
        Spoil(talk, 4);
        return talk[..random.Next(1, talk.Length + 1)];
    }

    /// <summary>A frame whose head is right, so that its body is looked at.</summary>
    public byte[] Frame()
    {
        var data = SignedIn[random.Next(SignedIn.Length)];
        if (Once(2))
            data = Twist(data);
        var type =
            Once(10) ? (EnvelopeType)random.Next(1, 5)
            : data.StartsWith("""{"e""") || data.StartsWith("""{"r""") && !data.StartsWith("""{"recipient""")
                ? EnvelopeType.System
            : EnvelopeType.Message;
        var frame = Framing.Encode(type, System.Text.Encoding.UTF8.GetBytes(data), codec);
        if (Once(2))
            Spoil(frame.AsSpan(Framing.HeaderLength), 3);
        return frame;
    }

    // One value becomes another of any kind; the object stays one.
    private string Twist(string data)
    {
        string[] values =
        [
            "null",
            "true",
            "-1",
            "0",
            "9223372036854775807",
            "1e999",
            "0.5",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "[]",
            "{}",
            "[[1]]",
            $"\"{new string('x', random.Next(1, 5000))}\"",
        ];
        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(data)!;
        var name = members.Keys.ElementAt(random.Next(members.Count));
        return $$"""{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Key)}:{(member.Key == name ? values[random.Next(values.Length)] : member.Value.GetRawText())}"))}}}""";
    }

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private void Spoil(Span<byte> bytes, int most)
    {
        for (var hits = random.Next(0, most); hits > 0; hits--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
    }
}
