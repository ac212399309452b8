using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>A connection whose bytes somebody else reads: a stream of the web server, or the event loop.</summary>
public abstract class SocketConnection(Shard shard, PublicUser user, string session, long expiresAt)
    : Connection(shard, user, session, expiresAt)
{
    /// <summary>Becomes one of the shard's connections and greets. Called once, on the shard, with the way out open.</summary>
    public abstract void Open();

    /// <summary>Gives up a connection that was never opened.</summary>
    public void Discard() => Ended();

    /// <summary>Takes bytes as they came, in whatever pieces; they may be changed in place. On the shard.</summary>
    public abstract void Receive(Span<byte> bytes);
}
