using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Feels the server's pulse once a minute and keeps the last hour of it, in memory only.</summary>
public sealed class HealthMonitor(
    Hub hub,
    Writer writer,
    Database database,
    WorkItems items,
    TimeProvider time,
    ILogger<HealthMonitor> log
) : PeriodicJob(TimeSpan.FromMinutes(1), items, time, log, atOnce: true)
{
    private const int Kept = 60;

    private readonly Lock gate = new();
    private readonly Queue<HealthSample> pulses = new(Kept);

    /// <summary>When the server started.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>The last hour, the oldest first.</summary>
    public IReadOnlyList<HealthSample> Samples
    {
        get
        {
            lock (gate)
                return [.. pulses];
        }
    }

    /// <summary>How it is at this moment.</summary>
    public async Task<HealthSample> SampleAsync(CancellationToken cancel)
    {
        var waiting = writer.Waiting;
        var began = Time.GetTimestamp();
        await writer.WriteAsync<Done>(_ => new Done(), cancel);
        var stored = Time.GetElapsedTime(began).TotalMilliseconds;
        return new HealthSample(
            Time.GetUtcNow(),
            hub.Shards.Sum(shard => shard.Connections),
            waiting,
            stored,
            await database.ReadAsync(db => db.One<long>("select coalesce(max(id), 0) from messages"), cancel),
            Environment.WorkingSet
        );
    }

    protected override async Task RunAsync(CancellationToken cancel) => Keep(await SampleAsync(cancel));

    private void Keep(HealthSample sample)
    {
        lock (gate)
        {
            pulses.Enqueue(sample);
            if (pulses.Count > Kept)
                pulses.Dequeue();
        }
    }
}
