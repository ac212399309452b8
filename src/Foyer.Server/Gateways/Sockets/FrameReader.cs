using Foyer.Protocol.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>What RFC 6455 asks of every WebSocket, whatever it is for: part of the connection, like the parser within.</summary>
internal struct FrameReader(FrameRules rules)
{
    public static readonly Frame Ping = Frame.Control(FrameWriter.Ping([]));

    private FrameParser parser = new(rules);

    /// <summary>The next message or ping. Closing, and what breaks the rules, is dealt with here.</summary>
    public bool Next(Connection connection, ref Span<byte> bytes, out Received received)
    {
        while (parser.TryRead(ref bytes, out received))
            switch (received.Kind)
            {
                case ReceivedKind.Close when connection.Closed:
                    connection.LetGo();
                    break;
                case ReceivedKind.Close or ReceivedKind.Violation:
                    connection.PeerHasFinished = received.Kind == ReceivedKind.Close;
                    connection.Close(received.Code, received.Reason);
                    break;
                case ReceivedKind.Pong:
                    break;
                default:
                    if (!connection.Closed)
                        return true;
                    break;
            }
        return false;
    }
}
