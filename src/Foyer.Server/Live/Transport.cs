namespace Foyer.Server.Live;

/// <summary>How bytes leave a connection. Called on the connection's shard only.</summary>
public abstract class Transport
{
    /// <summary>
    /// Takes as many bytes as can go now and returns their number. When it takes less than all, it calls
    /// <see cref="Connection.Flush"/> on the shard as soon as there is room again.
    /// </summary>
    public abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Sends what was taken and these last bytes, if the peer takes them within a few seconds, and lets go. Never throws.
    /// </summary>
    /// <param name="rest">May be empty.</param>
    /// <param name="peerHasFinished">True when the peer said that it sends nothing more; else it gets a moment to do so.</param>
    public abstract void Finish(ReadOnlySpan<byte> rest, bool peerHasFinished);

    /// <summary>Lets go of the peer at once. Never throws.</summary>
    public abstract void Abort();
}
