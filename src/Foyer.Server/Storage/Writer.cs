using System.Data.Common;
using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>
/// The single writer of the database. Writes wait in a queue; the writer's thread runs all waiting ones in one transaction,
/// commits, and only then returns their results. One disk flush is therefore shared by all writes that arrived during the
/// previous one.
/// </summary>
public sealed partial class Writer : IAsyncDisposable
{
    private const int BatchSize = 256;

    // Replaces a write in the batch whose result was returned before the commit.
    private static readonly object Settled = new();

    private readonly WriteQueue queue = new();
    private readonly Thread thread;
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly ILogger<Writer> log;
    private readonly List<object> batch = new(BatchSize);
    private readonly List<PostAppend> run = new(BatchSize);
    private readonly List<Action> after = [];
    private Action<Write, IReadOnlyList<PostAppend>> appends = (_, _) => { };
    private DbConnection connection;

    public Writer(Database database, TimeProvider time, ILogger<Writer> log)
    {
        this.database = database;
        this.time = time;
        this.log = log;
        connection = database.OpenWriter();
        thread = new Thread(Loop) { IsBackground = true, Name = "writer" };
        thread.Start();
    }

    /// <summary>False while the last batch could not be stored.</summary>
    public bool Healthy { get; private set; } = true;

    /// <summary>True while no write waits.</summary>
    public bool IsIdle => queue.IsIdle;

    /// <summary>How many writes wait for the next batch.</summary>
    public int Waiting => queue.Waiting;

    /// <summary>Registers the function that stores waiting appends. Called once, before the first append.</summary>
    public void StoreAppendsWith(Action<Write, IReadOnlyList<PostAppend>> store) => appends = store;

    /// <summary>Returns after the commit. A refusal undoes the changes of its own write and nothing else.</summary>
    public Task<Outcome<T>> WriteAsync<T>(Func<Write, Outcome<T>> verb, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var work = new PendingWrite<T>(verb);
        if (!queue.TryAdd(work))
            work.Fail(Refusal.Unavailable);
        return work.Settled;
    }

    /// <summary>Queues an append; it is settled later, also when the queue is full or the server stops.</summary>
    public void Add(PostAppend append)
    {
        if (queue.TryAdd(append))
            return;
        append.Refusal = Refusal.Unavailable;
        append.Settle();
    }

    /// <summary>Finishes the waiting writes, then closes.</summary>
    public ValueTask DisposeAsync()
    {
        if (queue.IsStopping)
            return ValueTask.CompletedTask;
        queue.Stop();
        thread.Join();
        connection.Dispose();
        queue.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Loop()
    {
        while (queue.Take(batch, BatchSize))
            Store();
    }

    private void Store()
    {
        try
        {
            RunBatch();
        }
        catch (Exception fault)
        {
            Healthy = false;
            LogFailed(fault, batch.Count);
            Recover();
            if (batch.Count == 1 || database.IsBroken(fault))
                FailBatch();
            else
                StoreSingly();
            return;
        }
        Healthy = true;
        Finish();
    }

    /// <summary>Stores the writes one by one, when some write of the batch cannot be stored.</summary>
    private void StoreSingly()
    {
        var items = batch.FindAll(item => item != Settled);
        foreach (var item in items)
        {
            batch.Clear();
            batch.Add(item);
            Store();
        }
    }

    private void RunBatch()
    {
        after.Clear();
        Run(database.BeginWrite);
        var write = new Write(database, connection, after, time.Now());
        for (var next = 0; next < batch.Count; )
        {
            if (batch[next] is PendingWrite work)
            {
                if (!RunAlone(write, work))
                    batch[next] = Settled;
                next++;
            }
            else
                next = RunAppends(write, next);
        }
        Run("commit");
    }

    /// <summary>Runs the registered actions after the commit; a fault in one of them must not refuse a stored write.</summary>
    private void Finish()
    {
        foreach (var action in after)
        {
            try
            {
                action();
            }
            catch (Exception fault)
            {
                LogUntold(fault);
            }
        }
        foreach (var item in batch)
            Settle(item);
        try
        {
            database.Committed(connection);
        }
        catch (Exception fault)
        {
            LogUnkept(fault);
        }
        queue.BatchStored(batch.Count);
    }

    private int RunAppends(Write write, int next)
    {
        run.Clear();
        while (next < batch.Count && batch[next] is PostAppend append)
        {
            run.Add(append);
            next++;
        }
        appends(write, run);
        return next;
    }

    /// <summary>
    /// Runs one write in a savepoint, so that its refusal or fault undoes only itself. Returns false when its result was returned
    /// already.
    /// </summary>
    private bool RunAlone(Write write, PendingWrite work)
    {
        var registered = after.Count;
        Run("savepoint one");
        try
        {
            if (work.Run(write))
            {
                Run("release one");
                return true;
            }
        }
        catch (Exception fault) when (!database.IsBroken(fault))
        {
            Undo(registered);
            work.Fail(fault);
            return false;
        }
        Undo(registered);
        return true;
    }

    private void Undo(int registered)
    {
        Run("rollback to one");
        Run("release one");
        after.RemoveRange(registered, after.Count - registered);
    }

    private void Run(string sql) => Statement.Get(connection, sql).Run();

    private static void Settle(object item)
    {
        if (item is PendingWrite work)
            work.Settle();
        else if (item is PostAppend append)
            append.Settle();
    }

    private void FailBatch()
    {
        foreach (var item in batch)
        {
            if (item is PendingWrite work)
                work.Fail(Refusal.Unavailable);
            else if (item is PostAppend append)
            {
                append.Refusal = Refusal.Unavailable;
                append.Settle();
            }
        }
    }

    /// <summary>Replaces the connection after a fault, since its state is unknown.</summary>
    private void Recover()
    {
        connection.Dispose();
        try
        {
            connection = database.OpenWriter();
        }
        catch (Exception fault)
        {
            LogFailed(fault, 0);
        }
    }

    [LoggerMessage(LogLevel.Error, "A batch of {Count} writes could not be stored.")]
    private partial void LogFailed(Exception fault, int count);

    [LoggerMessage(
        LogLevel.Error,
        "The write-ahead log could not be brought into the database; it is tried again later."
    )]
    private partial void LogUnkept(Exception fault);

    [LoggerMessage(LogLevel.Error, "A stored change could not be passed on.")]
    private partial void LogUntold(Exception fault);
}
