namespace Foyer.Server.Storage;

/// <summary>
/// Limits the number of concurrent attempts at other servers. A slow attempt passes its slot on, up to a larger limit, so a
/// server that never responds delays the others by no more than <paramref name="patience"/>.
/// </summary>
/// <param name="atOnce">The maximum of concurrent attempts that take no longer than that.</param>
/// <param name="most">The maximum of concurrent attempts in all.</param>
internal sealed class AttemptSlots(int atOnce, int most, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim quick = new(atOnce);
    private readonly SemaphoreSlim all = new(most);

    /// <summary>Waits for a slot, starts the attempt and returns. The attempt must not throw.</summary>
    public async Task StartAsync(Func<Task> attempt, CancellationToken cancel)
    {
        await all.WaitAsync(cancel);
        try
        {
            await quick.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            all.Release();
            throw;
        }
        _ = OccupyAsync(attempt);
    }

    /// <summary>Returns when no attempt runs any more; none can be started afterwards.</summary>
    public async Task DrainAsync()
    {
        for (var slot = 0; slot < most; slot++)
            await all.WaitAsync();
    }

    public void Dispose()
    {
        quick.Dispose();
        all.Dispose();
    }

    private async Task OccupyAsync(Func<Task> attempt)
    {
        try
        {
            var running = Task.Run(attempt);
            await running.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            quick.Release();
            await running;
        }
        finally
        {
            all.Release();
        }
    }
}
