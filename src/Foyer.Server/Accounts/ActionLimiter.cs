using System.Collections.Concurrent;
using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Limits each user's actions that notify other users or store data, across all gateways.</summary>
public sealed class ActionLimiter(Writer writer, FoyerSettings settings, TimeProvider time)
{
    private readonly LimitSettings limits = settings.Limits;
    private readonly ConcurrentDictionary<long, TokenBucket> budgets = new();

    /// <summary>Consumes one token, or returns the refusal with the time to wait; then the action must not run.</summary>
    public Refusal? TryTake(Caller caller) =>
        limits.MessagesPerSecond == 0
            ? null
            : budgets
                .GetOrAdd(caller.User, _ => new TokenBucket(limits.MessagesPerSecond, limits.MessageBurst, time))
                .TryTake();

    /// <summary>Runs a write that consumes one token; without a token, the write does not run.</summary>
    public Task<Outcome<T>> WriteAsync<T>(Caller caller, Func<Write, Outcome<T>> verb, CancellationToken cancel) =>
        TryTake(caller) is { } throttled ? Task.FromResult<Outcome<T>>(throttled) : writer.WriteAsync(verb, cancel);
}
