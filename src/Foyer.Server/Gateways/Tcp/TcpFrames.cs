using System.Runtime.CompilerServices;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Live frames as envelopes: <c>chat_message</c> becomes a Message, every other event a System.</summary>
internal static class TcpFrames
{
    // A change reaches many terminals in one codec and with one recipient's name: it is encoded once for all of them.
    private static readonly ConditionalWeakTable<Frame, Shapes> Known = [];

    public static Frame Shape(Frame frame, TcpConnection connection)
    {
        var shapes = Known.GetOrCreateValue(frame);
        ref var shape = ref connection.Codec == Codec.Json ? ref shapes.Json : ref shapes.Binary;
        var isMessage = frame.Json.StartsWith("{\"event_type\":\"chat_message\""u8);
        var recipient = isMessage ? RecipientOf(frame, shapes, connection) : null;
        var known = Volatile.Read(ref shape);
        if (known is null || known.Recipient != recipient)
        {
            known = new Encoded(
                recipient,
                isMessage ? Message(frame, recipient, connection.Codec) : Event(frame, connection.Codec)
            );
            Volatile.Write(ref shape, known);
        }
        return known.Frame;
    }

    /// <summary>The room that a frame tells of, with the name it has now; null when it tells of none.</summary>
    public static (long Chat, string? Name)? Renamed(Frame frame)
    {
        if (!frame.Json.StartsWith("{\"event_type\":\"chat_updated\""u8))
            return null;
        using var document = JsonDocument.Parse(frame.Payload);
        var room = document.RootElement;
        return (room.GetProperty("chat"u8).GetInt64(), room.GetProperty("name"u8).GetString());
    }

    /// <summary>An envelope of the server's own.</summary>
    public static Frame System(Action<Utf8JsonWriter> write, Codec codec) =>
        Frame.Raw(Framing.Encode(EnvelopeType.System, Envelope.Members(write), codec));

    public static Frame Failed(Refusal refusal, Codec codec) =>
        System(
            json =>
            {
                json.WriteString("state"u8, "failed"u8);
                Frames.WriteRefusal(json, refusal);
            },
            codec
        );

    /// <summary>Status and body of a request that was refused, as REST has them.</summary>
    public static void WriteAnswer(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteNumber("status"u8, refusal.Status);
        json.WriteStartObject("body"u8);
        Frames.WriteRefusal(json, refusal);
        if (refusal.RetryAfter is { } seconds)
            json.WriteNumber("retry_after"u8, seconds);
        json.WriteEndObject();
    }

    /// <summary>The last words, with the code that a WebSocket would be closed with.</summary>
    public static Frame Farewell(CloseCode code, Refusal? why, string reason, Codec codec) =>
        System(
            json =>
            {
                json.WriteString("state"u8, "failed"u8);
                json.WriteNumber("code"u8, (int)code);
                Frames.WriteRefusal(json, why ?? Refusal.Of((int)code == 4429 ? 429 : 403, Word(code), reason));
            },
            codec
        );

    private static string Word(CloseCode code) =>
        code switch
        {
            CloseCode.SessionEnded => "not_authenticated",
            CloseCode.Kicked => "kicked",
            CloseCode.Banned => "banned",
            CloseCode.TooSlow => "too_slow",
            CloseCode.Flood => "throttled",
            CloseCode.Restart or CloseCode.GoingAway => "restart",
            _ => "invalid",
        };

    private static Frame Event(Frame frame, Codec codec) =>
        Frame.Raw(Framing.Encode(EnvelopeType.System, [.. "{\"event\":"u8, .. frame.Json, (byte)'}'], codec));

    private static Frame Message(Frame frame, string? recipient, Codec codec)
    {
        using var document = JsonDocument.Parse(frame.Payload);
        var message = document.RootElement.GetProperty("message"u8);
        return Frame.Raw(Framing.Encode(EnvelopeType.Message, Members(message, recipient), codec));
    }

    /// <summary>The message object with <c>sender</c>, <c>recipient</c> and <c>time</c> besides.</summary>
    public static byte[] Members(JsonElement message, string? recipient) =>
        Envelope.Members(json =>
        {
            foreach (var member in message.EnumerateObject())
                member.WriteTo(json);
            json.WriteString("sender"u8, message.GetProperty("user_name"u8).GetString());
            json.WriteString("recipient"u8, recipient);
            json.WriteString("time"u8, message.GetProperty("timestamp"u8).GetString());
        });

    private static string? RecipientOf(Frame frame, Shapes shapes, TcpConnection connection)
    {
        var place = shapes.Place ??= PlaceOf(frame);
        return connection.RecipientIn(place.Chat, place.Author);
    }

    private static Place PlaceOf(Frame frame)
    {
        using var document = JsonDocument.Parse(frame.Payload);
        var message = document.RootElement.GetProperty("message"u8);
        return new Place(message.GetProperty("chat"u8).GetInt64(), message.GetProperty("user"u8).GetInt64());
    }

    private sealed class Shapes
    {
        public Encoded? Json;
        public Encoded? Binary;
        public Place? Place;
    }

    private sealed record Place(long Chat, long Author);

    private sealed record Encoded(string? Recipient, Frame Frame);
}
