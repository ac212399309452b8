using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Steps on messages that show an event.</summary>
public sealed class CardUpdates(MessageBroadcasts broadcasts)
{
    /// <summary>What the cards of an event show is another thing now: each is a new version of its message.</summary>
    public void BumpVersions(Write write, string shown)
    {
        var cards = write.List<(long Id, long Chat)>(
            "select id, chat_id from messages where event_id = @shown and deleted_at is null order by chat_id, id",
            new { shown }
        );
        foreach (var (id, chat) in cards)
        {
            MessageStore.BumpVersion(write, id, chat);
            broadcasts.Publish(write, id, kind: ChangeKind.Altered);
        }
    }
}
