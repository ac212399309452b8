using System.Collections.Concurrent;
using System.Net;
using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>Counts open connections: in total, per user and per address. Loopback has no limit per address.</summary>
public sealed partial class ConnectionCount(FoyerSettings settings, ILogger<ConnectionCount> log)
{
    private readonly ConcurrentDictionary<long, int> users = new();
    private readonly ConcurrentDictionary<IPAddress, int> addresses = new();
    private int all;

    /// <summary>Counts a new connection, or returns a refusal when a limit is reached.</summary>
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
        {
            LogOpened(user, address);
            return null;
        }
        Decrease(user, address);
        LogRefused(user, address);
        return Refusal.Of(429, "throttled", "Too many open connections.") with { RetryAfter = 5 };
    }

    /// <param name="reason">Why the connection has ended, for the log.</param>
    public void Leave(long user, IPAddress? address, string reason)
    {
        LogClosed(user, address, reason);
        Decrease(user, address);
    }

    private void Decrease(long user, IPAddress? address)
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

    [LoggerMessage(LogLevel.Information, "A connection of user {User} from {Address} was opened.")]
    private partial void LogOpened(long user, IPAddress? address);

    [LoggerMessage(LogLevel.Information, "A connection of user {User} from {Address} was closed: {Reason}.")]
    private partial void LogClosed(long user, IPAddress? address, string reason);

    [LoggerMessage(LogLevel.Warning, "A connection of user {User} from {Address} was refused: too many are open.")]
    private partial void LogRefused(long user, IPAddress? address);
}
