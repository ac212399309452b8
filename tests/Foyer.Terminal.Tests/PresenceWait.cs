using Foyer.Server.Live;

namespace Foyer.Terminal.Tests;

internal static class PresenceWait
{
    /// <summary>Waits until the server counts the person as present in the room.</summary>
    public static async Task UntilPresentAsync(this Hub hub, long user, long chat)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!hub.Presence.IsPresent(user, chat))
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
