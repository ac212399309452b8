namespace Foyer.Server.Tests.Tcp;

/// <summary>Waits for what the other side does in its own time and tells nobody.</summary>
internal static class Eventually
{
    public static async Task AsyncTrue(Func<Task<bool>> condition)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
