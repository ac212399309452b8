using System.Globalization;
using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>
/// Attempts the items of background work so that none can block another: an exception of an item counts as a failed attempt of
/// that item alone. It is attempted again after a pause that doubles, and abandoned after <see cref="Attempts"/> attempts. A
/// fault of the storage is not counted for the item and ends the run instead.
/// </summary>
public sealed partial class WorkItems(Database database, Writer writer, TimeProvider time, ILogger<WorkItems> log)
{
    /// <summary>With the pauses between them, about a quarter of an hour.</summary>
    public const int Attempts = 6;

    // Writes that are queued together share a commit; each has its own savepoint.
    private const int Together = 64;

    /// <summary>Runs one write for each item that is due.</summary>
    public Task WriteEachAsync<T>(
        string queue,
        IEnumerable<T> items,
        Action<Write, T> step,
        CancellationToken cancel
    ) => EachAsync(queue, items, (item, stop) => WriteAsync(write => step(write, item), stop), cancel);

    /// <summary>Runs one write for each item that the query finds.</summary>
    public async Task WriteEachAsync<T>(
        string queue,
        Func<Reader, List<T>> due,
        Action<Write, T> step,
        CancellationToken cancel
    ) => await WriteEachAsync(queue, await database.ReadAsync(due, cancel), step, cancel);

    /// <summary>
    /// Runs one attempt for each item that is due; skips abandoned items and those that wait for their next attempt.
    /// </summary>
    /// <param name="failed">Called after a failure was counted.</param>
    public async Task EachAsync<T>(
        string queue,
        IEnumerable<T> items,
        Func<T, CancellationToken, Task> attempt,
        CancellationToken cancel,
        Func<T, FailedItem, Task>? failed = null
    )
    {
        Dictionary<string, FailedItem>? earlier = null;
        foreach (var some in items.Chunk(Together))
        {
            earlier ??= await database.ReadAsync(db => FailedItem.List(db, queue, time.Now()), cancel);
            var known = earlier;
            await Task.WhenAll(
                some.Where(item => known.GetValueOrDefault(Key(item))?.IsResting(time.Now()) != true)
                    .Select(item => AttemptAsync(item, known.ContainsKey(Key(item))))
            );
        }

        async Task AttemptAsync(T item, bool failedBefore)
        {
            var failure = await TryAsync(queue, Key(item), () => attempt(item, cancel), cancel);
            if (failure is not null && failed is not null)
                await failed(item, failure);
            if (failure is null && failedBefore)
                await WriteAsync(write => FailedItem.Succeeded(write, queue, Key(item)), cancel);
        }
    }

    /// <summary>Attempts one item. Returns the failure, which was counted, or null.</summary>
    /// <param name="attempts">The attempt at which a fault is final; null for <see cref="Attempts"/>.</param>
    public async Task<FailedItem?> TryAsync(
        string queue,
        string item,
        Func<Task> attempt,
        CancellationToken cancel,
        Func<Exception, int>? attempts = null
    )
    {
        try
        {
            await attempt();
            return null;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && !IsStorageFault(fault))
        {
            LogFailed(fault, item, queue);
            return await RecordAsync(queue, item, fault, attempts?.Invoke(fault) ?? Attempts);
        }
    }

    /// <summary>Counts a failure of work that this class does not attempt again. Never throws.</summary>
    public async Task CountAsync(string queue, string item, Exception fault)
    {
        try
        {
            await RecordAsync(queue, item, fault, attempts: 1);
        }
        catch (Exception uncounted)
        {
            LogUncounted(uncounted, item, queue);
        }
    }

    /// <summary>A step: counts what <see cref="Write.Try"/> undid. It is not attempted again.</summary>
    public static void Count(Write write, string queue, string item, Exception fault) =>
        FailedItem.Add(write, queue, item, fault, attempts: 1);

    /// <summary>Runs a write that is never refused. Throws when the storage accepts no writes.</summary>
    public async Task WriteAsync(Action<Write> step, CancellationToken cancel)
    {
        var outcome = await writer.WriteAsync<Done>(
            write =>
            {
                step(write);
                return new Done();
            },
            cancel
        );
        if (outcome.Refused(out _))
            throw new StorageUnavailableException();
    }

    private async Task<FailedItem> RecordAsync(string queue, string item, Exception fault, int attempts)
    {
        FailedItem? failed = null;
        await WriteAsync(write => failed = FailedItem.Add(write, queue, item, fault, attempts), CancellationToken.None);
        return failed!;
    }

    private bool IsStorageFault(Exception fault) => fault is StorageUnavailableException || database.IsBroken(fault);

    private static string Key<T>(T item) => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "";

    [LoggerMessage(LogLevel.Warning, "Item {Item} of {Queue} failed.")]
    private partial void LogFailed(Exception fault, string item, string queue);

    [LoggerMessage(LogLevel.Error, "The failure of item {Item} of {Queue} could not be counted.")]
    private partial void LogUncounted(Exception fault, string item, string queue);
}

/// <summary>Thrown when the database accepts no writes at the moment; the error log has the cause.</summary>
public sealed class StorageUnavailableException() : Exception("The database stores nothing at the moment.");
