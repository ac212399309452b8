using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>A write that waits for the writer.</summary>
internal abstract class PendingWrite
{
    /// <summary>Runs in the open transaction; returns true when its changes are to be kept.</summary>
    public abstract bool Run(Write write);

    public abstract void Fail(Refusal refusal);

    public abstract void Fail(Exception fault);

    public abstract void Settle();
}

internal sealed class PendingWrite<T>(Func<Write, Outcome<T>> verb) : PendingWrite
{
    // Continuations run elsewhere: the writer's thread must not run the rest of a request.
    private readonly TaskCompletionSource<Outcome<T>> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> outcome;

    public Task<Outcome<T>> Settled => settled.Task;

    public override bool Run(Write write)
    {
        outcome = verb(write);
        return outcome.Refusal is null;
    }

    public override void Fail(Refusal refusal) => settled.TrySetResult(refusal);

    public override void Fail(Exception fault) => settled.TrySetException(fault);

    public override void Settle() => settled.TrySetResult(outcome);
}
