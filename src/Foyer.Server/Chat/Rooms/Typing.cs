using System.Collections.Concurrent;
using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Tells the others present that somebody types. Never stored.</summary>
public sealed class Typing(Hub hub, FoyerSettings settings, TimeProvider time)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<(long User, long Chat), long> notified = new();

    /// <summary>From a connection that is present in the room; its rights are known there.</summary>
    public Refusal? Broadcast(Subscription subscription)
    {
        if (!subscription.MayWrite)
            return Refusal.PermissionDenied;
        Broadcast(subscription.Connection.User.Id, subscription.Chat);
        return null;
    }

    /// <summary>At most one each <c>TypingSeconds</c> per person and room is passed on; 0 passes on each at once.</summary>
    public void Broadcast(long user, long chat)
    {
        var seconds = settings.Limits.TypingSeconds;
        if (seconds > 0 && !IsDue((user, chat), seconds))
            return;
        hub.Broadcast(chat, Frames.Typing(user, chat, time.GetUtcNow()), except: user, gathered: seconds > 0);
    }

    private bool IsDue((long, long) key, int seconds)
    {
        var now = time.GetTimestamp();
        if (notified.TryGetValue(key, out var last) && time.GetElapsedTime(last, now).TotalSeconds < seconds)
            return false;
        if (notified.Count > Remembered)
            notified.Clear();
        notified[key] = now;
        return true;
    }
}
