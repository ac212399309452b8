namespace Foyer.Server.Gateways.Sockets;

/// <summary>A line on which a task has been talking, and which can go on as a connection that its shard reads and writes itself.</summary>
public interface IHandover
{
    /// <summary>
    /// Gives the line away: what was written is sent, what was not yet read comes to the connection, which is opened on its shard,
    /// or discarded when the peer is gone. Nobody else uses the line afterwards.
    /// </summary>
    void HandOver(SocketConnection connection);
}
