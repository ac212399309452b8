namespace Foyer.Protocol.Envelopes;

/// <summary>A whole frame, or the violation that prevents one.</summary>
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

    /// <summary>Returns the envelope in the frame, or null when the body is invalid.</summary>
    public Envelope? Decode() => EnvelopeCodec.Decode(Body, Codec);
}
