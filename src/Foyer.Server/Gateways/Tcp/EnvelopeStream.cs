using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Live;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Envelopes to and from somebody who has not signed in yet, one at a time.</summary>
internal sealed class EnvelopeStream(ConnectionContext context)
{
    public ConnectionContext Context => context;

    public FrameParser Parser { get; } = new();

    /// <summary>That of the last frame received.</summary>
    public Codec Codec { get; private set; } = Codec.Json;

    /// <summary>Told whenever bytes came in, a whole frame or not.</summary>
    public Action Heard { get; set; } = () => { };

    /// <summary>The peer is gone, or sent what is no envelope: nothing more is to be asked.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The next envelope; null when the peer is gone, or when it sent what is none, which it was told then.</summary>
    public async Task<Envelope?> ReadAsync(CancellationToken cancel)
    {
        var envelope = await NextAsync(cancel);
        HasEnded |= envelope is null;
        return envelope;
    }

    public async Task SendAsync(EnvelopeType type, Action<Utf8JsonWriter> write, CancellationToken cancel) =>
        await context.Transport.Output.WriteAsync(Framing.Encode(type, Envelope.Members(write), Codec), cancel);

    /// <summary>Says what went wrong; whether that is the end is another matter.</summary>
    public Task FailAsync(Refusal refusal, CancellationToken cancel, Action<Utf8JsonWriter>? more = null) =>
        SendAsync(
            EnvelopeType.System,
            json =>
            {
                json.WriteString("state"u8, "failed"u8);
                Frames.WriteRefusal(json, refusal);
                if (refusal.RetryAfter is { } seconds)
                    json.WriteNumber("retry_after"u8, seconds);
                more?.Invoke(json);
            },
            cancel
        );

    /// <summary>What is said about bytes that are no frame.</summary>
    public static Refusal Wrong(FrameViolation violation) =>
        Refusal.Of(
            400,
            "invalid",
            violation switch
            {
                FrameViolation.Empty => "A frame has at least one byte, the codec.",
                FrameViolation.TooLong => "The frame is longer than is allowed here.",
                _ => "The codec is J (JSON) or B (binary).",
            }
        );

    private async Task<Envelope?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var read = await context.Transport.Input.ReadAsync(cancel);
            if (read.Buffer.IsEmpty && read.IsCompleted)
            {
                context.Transport.Input.AdvanceTo(read.Buffer.End);
                return null;
            }
            Heard();
            if (TryTake(read.Buffer.FirstSpan, out var used, out var envelope, out var violation))
            {
                context.Transport.Input.AdvanceTo(read.Buffer.GetPosition(used));
                if (envelope is null)
                    await FailAsync(violation == FrameViolation.None ? Refusal.ParseError : Wrong(violation), cancel);
                return envelope;
            }
            context.Transport.Input.AdvanceTo(read.Buffer.GetPosition(used));
        }
    }

    private bool TryTake(ReadOnlySpan<byte> bytes, out int used, out Envelope? envelope, out FrameViolation violation)
    {
        var rest = bytes;
        var found = Parser.TryRead(ref rest, out var frame);
        used = bytes.Length - rest.Length;
        violation = frame.Violation;
        envelope = null;
        if (found && violation == FrameViolation.None)
        {
            Codec = frame.Codec;
            envelope = frame.Decode();
        }
        return found;
    }
}
