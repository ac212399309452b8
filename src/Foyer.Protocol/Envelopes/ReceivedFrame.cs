namespace Foyer.Protocol.Envelopes;

/// <summary>A whole frame, or the reason why there can be none.</summary>
public readonly ref struct ReceivedFrame
{
    internal ReceivedFrame(FrameViolation violation) => Violation = violation;

    internal ReceivedFrame(Codec codec, ReadOnlySpan<byte> body)
    {
        Codec = codec;
        Body = body;
    }

    /// <summary><see cref="FrameViolation.None"/> for a frame.</summary>
    public FrameViolation Violation { get; }

    /// <summary>How the body is written.</summary>
    public Codec Codec { get; }

    /// <summary>Valid until the next call of the parser.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>The envelope in it, or null when the body is none.</summary>
    public Envelope? Decode() => EnvelopeCodec.Decode(Body, Codec);
}
