namespace Foyer.Server.Moderation;

/// <summary>How the server fares at one moment.</summary>
/// <param name="Connections">Open sockets and streams.</param>
/// <param name="Waiting">Writes in the queue.</param>
/// <param name="StoringMilliseconds">From asking for a write to its commit.</param>
/// <param name="NewestMessage">Its id; ids are taken one by one, so their distance counts messages.</param>
/// <param name="MemoryBytes">Resident memory.</param>
public sealed record HealthSample(
    DateTimeOffset At,
    int Connections,
    int Waiting,
    double StoringMilliseconds,
    long NewestMessage,
    long MemoryBytes
);
