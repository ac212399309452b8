using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Bench.Benchmarks;

/// <summary>
/// Compares both codecs of the terminal protocol on the same envelopes: bytes per frame, time to encode and decode.
/// </summary>
internal static class Codecs
{
    private const string Message = """
        {"id":1041,"timestamp":"2023-09-26T14:17:44.250236Z","user_name":"ada","user_avatar":"/media/default-user-avatar.jpg",
        "text":"See you at the lake on Saturday, I bring the boat","is_deleted":false,"chat":7,"user":3,"version":1204,"kind":"text",
        "subject":null,"edited_at":null,"reply_to":null,"attachments":[],"reactions":{"👍":[4,9]},"event":null,
        "sender":"ada","recipient":"lobby","time":"2023-09-26T14:17:44.250236Z"}
        """;

    private static readonly (string Name, EnvelopeType Type, string Data)[] Envelopes =
    [
        ("message", EnvelopeType.Message, Message),
        ("sent", EnvelopeType.Message, """{"chat":7,"text":"See you there","client_id":"c5d1a7f09b0e4c6f8a3d"}"""),
        (
            "typing",
            EnvelopeType.System,
            """{"event":{"event_type":"typing_indicator","timestamp":"2023-09-26T14:17:44.250236Z","userId":"3","chatId":"7"}}"""
        ),
        (
            "history",
            EnvelopeType.System,
            "{\"ref\":9,\"status\":200,\"body\":{\"results\":["
                + string.Join(',', Enumerable.Repeat(Message, 50))
                + "],\"next\":null}}"
        ),
    ];

    public static bool Run(Options options)
    {
        var seconds = options.Number("seconds", 3);
        Console.WriteLine("envelope  codec     bytes   write µs    read µs");
        foreach (var (name, type, data) in Envelopes)
        foreach (var codec in Enum.GetValues<Codec>())
        {
            // As the server has it: JSON without white space between its parts.
            var json = Encoding.UTF8.GetBytes(data.ReplaceLineEndings(""));
            var frame = Framing.Encode(type, json, codec);
            var body = frame.AsMemory(Framing.HeaderLength);
            if (EnvelopeCodec.Decode(body.Span, codec) is null)
                return false;
            var write = Microseconds(() => Framing.Encode(type, json, codec), seconds);
            var read = Microseconds(() => EnvelopeCodec.Decode(body.Span, codec), seconds);
            Console.WriteLine($"{name, -9} {codec, -7} {frame.Length, 7} {write, 10:0.00} {read, 10:0.00}");
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        bench = "codec",
                        envelope = name,
                        codec = $"{codec}",
                        bytes = frame.Length,
                        write_us = Math.Round(write, 3),
                        read_us = Math.Round(read, 3),
                    }
                )
            );
        }
        return true;
    }

    /// <summary>The median of five pieces, after a warm-up.</summary>
    private static double Microseconds(Func<object?> work, int seconds)
    {
        Piece(work, seconds / 5.0);
        return Enumerable.Range(0, 5).Select(_ => Piece(work, seconds / 5.0)).Order().ElementAt(2);
    }

    private static double Piece(Func<object?> work, double seconds)
    {
        var (began, count) = (Stopwatch.GetTimestamp(), 0L);
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            for (var i = 0; i < 64; i++, count++)
                GC.KeepAlive(work());
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / count;
    }
}
