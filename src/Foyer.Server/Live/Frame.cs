using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Live;

/// <summary>
/// One encoded message of the protocol, shared by all receivers. It holds a complete WebSocket text frame: frames of a server are
/// not masked (RFC 6455, section 5.1), so the bytes are the same for all.
/// </summary>
public sealed class Frame
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Escapes only what JSON requires; the output is never inserted into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    private readonly int header;

    private Frame(byte[] bytes, int header)
    {
        Bytes = bytes;
        this.header = header;
    }

    /// <summary>The whole WebSocket frame.</summary>
    public byte[] Bytes { get; }

    /// <summary>True for bytes of another protocol than WebSocket.</summary>
    public bool IsRaw => header == 0;

    /// <summary>The JSON alone, for gateways with a different framing.</summary>
    public ReadOnlySpan<byte> Json => Bytes.AsSpan(header);

    /// <summary>The same, for asynchronous writers.</summary>
    public ReadOnlyMemory<byte> Payload => Bytes.AsMemory(header);

    /// <summary>Encodes one JSON object into a frame of exactly the required size.</summary>
    public static Frame Encode<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        buffer ??= new ArrayBufferWriter<byte>(1024);
        writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, value);
        writer.Flush();
        return Text(buffer.WrittenSpan);
    }

    /// <summary>Wraps JSON that is encoded already.</summary>
    public static Frame Text(ReadOnlySpan<byte> json) =>
        new(FrameWriter.Text(json), FrameWriter.HeaderLength(json.Length));

    /// <summary>A control frame, ready to send.</summary>
    public static Frame Control(byte[] bytes) => new(bytes, 2);

    /// <summary>Bytes of another protocol, for connections that are no WebSocket.</summary>
    public static Frame Raw(byte[] bytes) => new(bytes, 0);
}
