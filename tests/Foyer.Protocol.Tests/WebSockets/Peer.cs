using System.Text;
using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>A parser under test and the list of what it found, so that a test reads as bytes in, text out.</summary>
internal sealed class Peer(int limit = 65_536, bool binary = false, bool fromClient = true)
{
    private FrameParser parser = new(new FrameRules(limit, binary, fromClient));

    public List<string> Found { get; } = [];

    /// <summary>Frames of a message that went on.</summary>
    public int Fragments { get; private set; }

    public bool IsIdle => parser.IsIdle;

    public Peer Receive(params ReadOnlySpan<byte[]> pieces)
    {
        foreach (var piece in pieces)
        {
            Span<byte> input = piece.ToArray();
            while (parser.TryRead(ref input, out var received))
                if (received.Kind == ReceivedKind.Fragment)
                    Fragments++;
                else
                    Found.Add(Describe(received));
            input.Length.ShouldBe(0, "all input is used up");
        }
        return this;
    }

    public Peer ReceiveInPieces(byte[] bytes, int size)
    {
        foreach (var piece in bytes.Chunk(size))
            Receive(piece);
        return this;
    }

    public void ShouldHaveFound(params string[] expected) => Found.ShouldBe(expected);

    /// <summary>Feeds one byte after the other and returns how many were taken before the violation.</summary>
    public int BytesUntilViolation(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            if (Receive([bytes[i]]).Found.Exists(found => found.StartsWith("violation", StringComparison.Ordinal)))
                return i + 1;
        return -1;
    }

    private static string Describe(Received received) =>
        received.Kind switch
        {
            ReceivedKind.Text => $"text {Encoding.UTF8.GetString(received.Payload)}",
            ReceivedKind.Binary => $"binary {Convert.ToHexString(received.Payload)}",
            ReceivedKind.Ping => $"ping {Encoding.UTF8.GetString(received.Payload)}",
            ReceivedKind.Pong => $"pong {Encoding.UTF8.GetString(received.Payload)}",
            ReceivedKind.Close => $"close {(int)received.Code} {Encoding.UTF8.GetString(received.Payload)}",
            ReceivedKind.Violation => $"violation {(int)received.Code}",
            var kind => kind.ToString(),
        };
}
