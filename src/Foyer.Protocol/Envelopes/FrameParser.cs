using System.Buffers.Binary;

namespace Foyer.Protocol.Envelopes;

/// <summary>
/// Parses the frames of one connection from bytes as they arrive, in pieces of any size. It checks the length before it allocates
/// memory, allocates as bytes arrive rather than by the announced length, and never throws on input. Not thread-safe.
/// </summary>
/// <remarks>After a violation it drops all further input.</remarks>
public sealed class FrameParser
{
    /// <summary>Largest length field before sign-in, in bytes.</summary>
    public const int FirstLimit = 4 * 1024;

    /// <summary>Largest length field after sign-in, in bytes.</summary>
    public const int SignedInLimit = 1024 * 1024;

    private const int FirstPiece = 256;
    private readonly byte[] header = new byte[Framing.HeaderLength];
    private byte[] body = [];
    private int headerRead;
    private int bodyRead;

    /// <summary>The largest accepted length field, in bytes.</summary>
    public int Limit { get; set; } = FirstLimit;

    /// <summary>True after a violation.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads the next frame. Call it until it returns false, which it does when all input is consumed.</summary>
    /// <param name="input">Received bytes; advanced past the consumed part.</param>
    /// <param name="frame">The result; read it before the next call.</param>
    public bool TryRead(ref ReadOnlySpan<byte> input, out ReceivedFrame frame)
    {
        frame = default;
        if (HasEnded)
        {
            input = default;
            return false;
        }
        if (!TryReadHeader(ref input, out var violation))
        {
            HasEnded = violation != FrameViolation.None;
            frame = new ReceivedFrame(violation);
            return HasEnded;
        }
        if (!TryReadBody(ref input))
            return false;
        frame = new ReceivedFrame((Codec)header[4], body.AsSpan(0, bodyRead));
        headerRead = bodyRead = 0;
        // A large frame is rare, so its memory is released.
        if (body.Length > FirstLimit)
            body = [];
        return true;
    }

    private int Length => (int)BinaryPrimitives.ReadUInt32BigEndian(header);

    private bool TryReadHeader(ref ReadOnlySpan<byte> input, out FrameViolation violation)
    {
        violation = FrameViolation.None;
        var taken = Math.Min(header.Length - headerRead, input.Length);
        input[..taken].CopyTo(header.AsSpan(headerRead));
        headerRead += taken;
        input = input[taken..];
        if (headerRead >= 4)
            violation = Check(BinaryPrimitives.ReadUInt32BigEndian(header));
        if (
            violation == FrameViolation.None
            && headerRead == header.Length
            && (Codec)header[4] is not (Codec.Json or Codec.Binary)
        )
            violation = FrameViolation.UnknownCodec;
        return violation == FrameViolation.None && headerRead == header.Length;
    }

    private FrameViolation Check(uint length) =>
        length == 0 ? FrameViolation.Empty
        : length > (uint)Limit ? FrameViolation.TooLong
        : FrameViolation.None;

    private bool TryReadBody(ref ReadOnlySpan<byte> input)
    {
        var missing = Length - 1 - bodyRead;
        var taken = Math.Min(missing, input.Length);
        Reserve(bodyRead + taken);
        input[..taken].CopyTo(body.AsSpan(bodyRead));
        bodyRead += taken;
        input = input[taken..];
        return taken == missing;
    }

    private void Reserve(int length)
    {
        if (length > body.Length)
            Array.Resize(ref body, Math.Max(length, Math.Min(Length - 1, Math.Max(FirstPiece, body.Length * 2))));
    }
}
