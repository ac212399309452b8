namespace Foyer.Server.Live;

/// <summary>After how much silence a peer is asked for a sign of life, and after how much it counts as gone.</summary>
public sealed record Heartbeat(long PingMilliseconds, long IdleMilliseconds);
