namespace Foyer.Server.Live;

/// <summary>How bytes leave a connection. Called on the connection's shard only.</summary>
public abstract class Transport
{
    /// <summary>
    /// Takes as many bytes as can go now and returns their number. When it takes less than all, it calls
    /// <see cref="Connection.Flush"/> on the shard as soon as there is room again.
    /// </summary>
    public abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Lets go of the peer: what was taken is still sent when <paramref name="graceful"/>. Never throws.</summary>
    public abstract void Close(bool graceful);
}
