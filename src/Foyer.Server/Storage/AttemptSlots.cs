namespace Foyer.Server.Storage;

/// <summary>
/// Limits how many attempts at other servers run at once. An attempt that takes long passes its slot on, up to a larger
/// limit, so a server that never responds delays the others by no more than <paramref name="patience"/>.
/// </summary>
/// <param name="atOnce">Attempts at once that take no longer than that.</param>
/// <param name="most">Attempts at once in all.</param>
internal sealed class AttemptSlots(int atOnce, int most, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim quick = new(atOnce);
    private readonly SemaphoreSlim all = new(most);

    /// <summary>Starts the attempt when there is a slot, and returns then. The attempt must not throw.</summary>
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

    /// <summary>Returns when nothing runs any more; nothing can be started after.</summary>
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
