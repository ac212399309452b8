using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Steps that higher slices add to a posting, such as entries of inboxes: they run in its transaction, for messages that
/// speak to somebody in particular.
/// </summary>
public sealed class PostSteps
{
    private readonly List<Action<Write, IReadOnlyList<MessageRecipients>>> steps = [];

    /// <summary>Called while the server is put together, before the first message.</summary>
    public void Add(Action<Write, IReadOnlyList<MessageRecipients>> step) => steps.Add(step);

    internal void Run(Write write, IReadOnlyList<MessageRecipients> messages)
    {
        if (messages.Count > 0)
            foreach (var step in steps)
                step(write, messages);
    }
}
