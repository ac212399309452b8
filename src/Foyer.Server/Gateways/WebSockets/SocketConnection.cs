using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>A connection whose bytes are read elsewhere: by a stream of the web server, or by the event loop.</summary>
public abstract class SocketConnection(Shard shard, PublicUser user, string session, long expiresAt)
    : Connection(shard, user, session, expiresAt)
{
    /// <summary>
    /// Adds the connection to its shard and sends the first frames. Called once, on the shard, with the transport set.
    /// </summary>
    public abstract void Open();

    /// <summary>Discards a connection that was never opened.</summary>
    public void Discard() => Ended();

    /// <summary>Processes received bytes, in pieces of any size; they may be changed in place. Called on the shard.</summary>
    public abstract void Receive(Span<byte> bytes);
}
