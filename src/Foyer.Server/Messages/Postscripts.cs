using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Steps that higher slices add to a posting, such as entries of inboxes: they run in its transaction, for messages that
/// speak to somebody in particular.
/// </summary>
public sealed class Postscripts
{
    private readonly List<Action<Write, IReadOnlyList<Addressed>>> steps = [];

    /// <summary>Called while the server is put together, before the first message.</summary>
    public void Add(Action<Write, IReadOnlyList<Addressed>> step) => steps.Add(step);

    internal void Run(Write write, IReadOnlyList<Addressed> messages)
    {
        if (messages.Count > 0)
            foreach (var step in steps)
                step(write, messages);
    }
}
