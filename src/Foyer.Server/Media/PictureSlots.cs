namespace Foyer.Server.Media;

/// <summary>A picture is read whole into memory to be checked, so only few are at once; the others wait on the disk.</summary>
public sealed class PictureSlots
{
    public const int Places = 2;

    private readonly SemaphoreSlim free = new(Places);

    public Task<T> EnterAsync<T>(Func<Task<T>> work, CancellationToken cancel) => free.EnterAsync(work, cancel);
}
