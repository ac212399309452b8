namespace Foyer.Server.Media;

/// <summary>One lock per user: requests of the same user wait for each other, those of different users do not.</summary>
internal sealed class PerUserLock
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Turn> turns = [];

    private sealed class Turn
    {
        public SemaphoreSlim Free { get; } = new(1);

        /// <summary>The number of requests that hold it or wait for it; protected by the lock.</summary>
        public int Wanted { get; set; }
    }

    public async Task<T> RunAsync<T>(long person, Func<Task<T>> act, CancellationToken cancel)
    {
        var turn = Ask(person);
        try
        {
            return await turn.Free.EnterAsync(act, cancel);
        }
        finally
        {
            Leave(person, turn);
        }
    }

    private Turn Ask(long person)
    {
        lock (gate)
        {
            if (!turns.TryGetValue(person, out var turn))
                turns[person] = turn = new Turn();
            turn.Wanted++;
            return turn;
        }
    }

    private void Leave(long person, Turn turn)
    {
        lock (gate)
            if (--turn.Wanted == 0)
                turns.Remove(person);
    }
}
