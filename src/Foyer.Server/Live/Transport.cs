namespace Foyer.Server.Live;

/// <summary>How bytes leave a connection. Called on the connection's shard only.</summary>
public abstract class Transport
{
    /// <summary>
    /// Writes as many bytes as possible now and returns their number. When it is less than all, the transport calls
    /// <see cref="Connection.Flush"/> on the shard as soon as there is room again.
    /// </summary>
    public abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Sends what was written before and these last bytes, if the peer accepts them within a few seconds, and closes. Never
    /// throws.
    /// </summary>
    /// <param name="rest">May be empty.</param>
    /// <param name="peerHasFinished">
    /// True when the peer declared that it sends nothing more; else it gets a moment to do so.
    /// </param>
    public abstract void Finish(ReadOnlySpan<byte> rest, bool peerHasFinished);

    /// <summary>Closes at once. Never throws.</summary>
    public abstract void Abort();
}
