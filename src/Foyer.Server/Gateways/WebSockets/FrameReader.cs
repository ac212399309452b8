using Foyer.Protocol.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>Applies RFC 6455 to the frames of any WebSocket; a struct within the connection, like its parser.</summary>
internal struct FrameReader(FrameRules rules)
{
    public static readonly Frame Ping = Frame.Control(FrameWriter.Ping([]));

    private FrameParser parser = new(rules);

    /// <summary>
    /// Reads the next message, control frame or fragment that limits must count. Handles close frames and protocol violations
    /// itself.
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
                    // After a violation, nothing more is read from the peer (RFC 6455, section 7.1.7): there is nothing to wait
                    // for.
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
