using Foyer.Protocol.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>What RFC 6455 asks of every WebSocket, whatever it is for: part of the connection, like the parser within.</summary>
internal struct FrameReader(FrameRules rules)
{
    public static readonly Frame Ping = Frame.Control(FrameWriter.Ping([]));

    private FrameParser parser = new(rules);

    /// <summary>
    /// The next message, control frame or fragment: whatever a limit has to count. Closing, and what breaks the rules, is handled
    /// here.
    /// </summary>
    public bool Next(Connection connection, ref Span<byte> bytes, out Received received)
    {
        while (parser.TryRead(ref bytes, out received))
            switch (received.Kind)
            {
                case ReceivedKind.Close when connection.Closed:
                    connection.Release();
                    break;
                case ReceivedKind.Close or ReceivedKind.Violation:
                    // After a violation nothing that the peer still sends is read (RFC 6455, 7.1.7): there is nothing to wait for.
                    connection.PeerHasFinished = true;
                    connection.Close(received.Code, received.Reason);
                    break;
                default:
                    if (!connection.Closed)
                        return true;
                    break;
            }
        return false;
    }
}
