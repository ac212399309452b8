namespace Foyer.Server.Media;

/// <summary>A picture is read whole into memory to be checked, so only few are at once; the others wait on the disk.</summary>
public sealed class PictureDesk
{
    public const int Places = 2;

    private readonly SemaphoreSlim free = new(Places);

    public Task<T> SitAsync<T>(Func<Task<T>> work, CancellationToken cancel) => free.HoldAsync(work, cancel);
}
