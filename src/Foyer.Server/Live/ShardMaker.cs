namespace Foyer.Server.Live;

/// <summary>Makes a shard; a gateway that brings its own kind registers one.</summary>
public delegate Shard ShardMaker(Hub hub, TimeProvider time, Heartbeat heartbeat, string name);
