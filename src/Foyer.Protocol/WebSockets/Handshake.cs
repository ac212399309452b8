using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Foyer.Protocol.WebSockets;

/// <summary>The server's side of the opening handshake (RFC 6455, 4.2.2).</summary>
public static class Handshake
{
    /// <summary>Characters of every Sec-WebSocket-Key: 16 bytes in base64.</summary>
    public const int KeyLength = 24;

    /// <summary>Characters of every Sec-WebSocket-Accept: a SHA-1 in base64.</summary>
    public const int AcceptLength = 28;

    private static ReadOnlySpan<byte> Magic => "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8;

    private static ReadOnlySpan<byte> Before =>
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "u8;

    private static ReadOnlySpan<byte> After => "\r\n\r\n"u8;

    /// <summary>True for 16 bytes in base64.</summary>
    public static bool IsKey(ReadOnlySpan<byte> key)
    {
        Span<byte> nonce = stackalloc byte[18];
        return key.Length == KeyLength
            && Base64.DecodeFromUtf8(key, nonce, out var used, out var written) == System.Buffers.OperationStatus.Done
            && used == KeyLength
            && written == 16;
    }

    /// <summary>Returns the Sec-WebSocket-Accept value for a key that <see cref="IsKey"/> accepted.</summary>
    public static string Accept(ReadOnlySpan<byte> key)
    {
        Span<byte> accept = stackalloc byte[AcceptLength];
        WriteAccept(key, accept);
        return Encoding.ASCII.GetString(accept);
    }

    /// <summary>Returns the whole 101 response to a key that <see cref="IsKey"/> accepted.</summary>
    public static byte[] Response(ReadOnlySpan<byte> key)
    {
        var response = new byte[Before.Length + AcceptLength + After.Length];
        Before.CopyTo(response);
        WriteAccept(key, response.AsSpan(Before.Length, AcceptLength));
        After.CopyTo(response.AsSpan(Before.Length + AcceptLength));
        return response;
    }

    private static void WriteAccept(ReadOnlySpan<byte> key, Span<byte> accept)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyLength);
        Span<byte> joined = stackalloc byte[KeyLength + Magic.Length];
        key.CopyTo(joined);
        Magic.CopyTo(joined[KeyLength..]);
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(joined, digest);
        Base64.EncodeToUtf8(digest, accept, out _, out _);
    }
}
