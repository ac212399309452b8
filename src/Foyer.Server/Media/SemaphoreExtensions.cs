namespace Foyer.Server.Media;

/// <summary>Work that needs a place for as long as it takes.</summary>
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
