namespace Foyer.Server.Media;

/// <summary>Runs work that occupies a slot of a semaphore.</summary>
internal static class SemaphoreExtensions
{
    public static async Task<T> EnterAsync<T>(this SemaphoreSlim free, Func<Task<T>> work, CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            free.Release();
        }
    }
}
