using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Steps that broadcast a stored message to its room once the transaction is committed.</summary>
public sealed class MessageBroadcasts(MessageStore messages, Hub hub, TimeProvider time)
{
    /// <summary>Broadcasts the message as it is stored now, and returns it.</summary>
    public Message Publish(Write write, long id, Connection? origin = null, ChangeKind kind = ChangeKind.Added)
    {
        var message = messages.Find(write, id)!;
        Publish(write, message, origin, kind);
        return message;
    }

    public void Publish(Write write, Message message, Connection? origin, ChangeKind kind) =>
        hub.PublishAfter(write, MessageJson.ToChange(message, time.GetUtcNow(), origin, kind));
}
