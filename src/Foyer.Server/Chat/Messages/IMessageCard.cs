using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// The card below a message that links to an event. Implemented in the slice that owns the events, which lies above this one;
/// a server registers one implementation.
/// </summary>
public interface IMessageCard
{
    /// <summary>Returns the first of these events that the user may see, or null.</summary>
    string? FirstVisible(Queries db, IReadOnlyList<string> ids, long user);

    /// <summary>Sets the card of each of these messages, all of which link to an event.</summary>
    void Fill(Queries db, IReadOnlyList<Message> messages);
}
