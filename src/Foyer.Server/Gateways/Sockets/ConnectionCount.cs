using System.Collections.Concurrent;
using System.Net;
using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>How many connections are open: in all, of one person, from one address. Loopback has no limit by address.</summary>
public sealed class ConnectionCount(FoyerSettings settings)
{
    private readonly ConcurrentDictionary<long, int> users = new();
    private readonly ConcurrentDictionary<IPAddress, int> addresses = new();
    private int all;

    /// <summary>Counts a new connection, or says that it is one too many.</summary>
    public Refusal? Enter(long user, IPAddress? address)
    {
        var limits = settings.Limits;
        var counted = address is null || IPAddress.IsLoopback(address) ? null : address;
        var tooMany =
            Above(Interlocked.Increment(ref all), limits.Connections ?? 0)
            | Above(users.AddOrUpdate(user, 1, (_, count) => count + 1), limits.ConnectionsPerUser)
            | (
                counted is not null
                && Above(addresses.AddOrUpdate(counted, 1, (_, count) => count + 1), limits.ConnectionsPerAddress)
            );
        if (!tooMany)
            return null;
        Leave(user, address);
        return Refusal.Of(429, "throttled", "Too many open connections.") with { RetryAfter = 5 };
    }

    public void Leave(long user, IPAddress? address)
    {
        Interlocked.Decrement(ref all);
        Decrease(users, user);
        if (address is not null && !IPAddress.IsLoopback(address))
            Decrease(addresses, address);
    }

    private static bool Above(int count, int limit) => limit > 0 && count > limit;

    private static void Decrease<T>(ConcurrentDictionary<T, int> counts, T key)
        where T : notnull
    {
        if (counts.AddOrUpdate(key, 0, (_, count) => count - 1) <= 0)
            counts.TryRemove(new KeyValuePair<T, int>(key, 0));
    }
}
