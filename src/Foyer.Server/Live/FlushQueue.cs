namespace Foyer.Server.Live;

/// <summary>
/// The connections of a shard that have something to send: at the end of this turn, or together with other frames within a tenth
/// of a second.
/// </summary>
internal sealed class FlushQueue
{
    private const int LaterMilliseconds = 100;

    private readonly List<Connection> dirty = [];
    private readonly List<Connection> later = [];

    /// <summary>
    /// When the delayed connections are due, in the shard's milliseconds; the maximum value while there are none.
    /// </summary>
    public long Due { get; private set; } = long.MaxValue;

    public void Add(Connection connection)
    {
        if (connection.Dirty)
            return;
        connection.Dirty = true;
        dirty.Add(connection);
    }

    public void AddLater(Connection connection, long now)
    {
        if (connection.Dirty || connection.Later)
            return;
        connection.Later = true;
        later.Add(connection);
        Due = Math.Min(Due, now + LaterMilliseconds);
    }

    public void Flush(long now)
    {
        if (now >= Due)
            TakeLater();
        // The count is read each time: flushing one connection may queue frames for another.
        for (var i = 0; i < dirty.Count; i++)
            dirty[i].Flush();
        dirty.Clear();
    }

    private void TakeLater()
    {
        foreach (var connection in later)
        {
            connection.Later = false;
            if (!connection.Closed)
                Add(connection);
        }
        later.Clear();
        Due = long.MaxValue;
    }
}
