using System.Collections.Concurrent;
using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>The budget of each person: whatever others are told of or have to store for one costs of it, at every door.</summary>
public sealed class ActionLimiter(Writer writer, FoyerSettings settings, TimeProvider time)
{
    private readonly LimitSettings limits = settings.Limits;
    private readonly ConcurrentDictionary<long, TokenBucket> budgets = new();

    /// <summary>Takes one act's worth, or says how long to wait; nothing is to be done then.</summary>
    public Refusal? TryTake(Caller caller) =>
        limits.MessagesPerSecond == 0
            ? null
            : budgets
                .GetOrAdd(caller.User, _ => new TokenBucket(limits.MessagesPerSecond, limits.MessageBurst, time))
                .TryTake();

    /// <summary>A write that costs of the budget; without any left nothing is done.</summary>
    public Task<Outcome<T>> WriteAsync<T>(Caller caller, Func<Write, Outcome<T>> verb, CancellationToken cancel) =>
        TryTake(caller) is { } throttled ? Task.FromResult<Outcome<T>>(throttled) : writer.WriteAsync(verb, cancel);
}
