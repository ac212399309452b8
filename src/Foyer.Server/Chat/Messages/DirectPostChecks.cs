using Foyer.Protocol;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// What direct rooms ask of a batch of posts: that the partner takes them, that each waits until it is delivered, and that the
/// sender learns when nobody is there. Batches without direct messages pay nothing.
/// </summary>
internal sealed class DirectPostChecks(Hub hub, bool mayMail, TimeProvider time)
{
    private readonly Dictionary<PendingPost, DirectRecipient> recipients = [];

    public bool Any => recipients.Count > 0;

    public void Load(Write write, List<(PendingPost Post, SenderState Found)> checks)
    {
        recipients.Clear();
        var direct = checks.FindAll(check => check.Found is { Kind: RoomKind.Direct, Role: not null });
        if (direct.Count == 0)
            return;
        var found = DirectRecipient.FindAll(
            write,
            direct.Select((check, number) => ((long)number, check.Post.Caller.User, check.Post.Draft.Chat))
        );
        for (var i = 0; i < direct.Count; i++)
            recipients[direct[i].Post] = found[i];
    }

    public Refusal? Check(PendingPost post) =>
        recipients.TryGetValue(post, out var recipient) ? recipient.Refusal : null;

    public long? PartnerOf(PendingPost post) => recipients.TryGetValue(post, out var recipient) ? recipient.User : null;

    /// <summary>The posts stand and have their ids.</summary>
    public void OnStored(Write write, List<PendingPost> posts)
    {
        var direct = posts.FindAll(recipients.ContainsKey);
        DeliveryReceipts.AddWaiting(
            write,
            [.. direct.Select(post => (post.Message!.Id, recipients[post].User!.Value))]
        );
        var undelivered = direct.Select(post => (post.Message!, Partner: recipients[post].Public!)).ToList();
        write.After(() => Tell(undelivered));
    }

    private void Tell(List<(Message Message, PublicUser Partner)> undelivered)
    {
        foreach (var (message, partner) in undelivered)
            if (hub.Presence.IsOnline(partner.Id))
                hub.SendDirect(
                    partner.Id,
                    message.Chat,
                    () => MessageJson.Encode(message, own: false, time.GetUtcNow())
                );
            else
                hub.SendToUser(message.User!.Value, Undelivered(message.Chat, partner));
    }

    private Frame Undelivered(long chat, PublicUser partner) =>
        Frames.Event(
            "undelivered",
            time.GetUtcNow(),
            json =>
            {
                json.WriteNumber("chat"u8, chat);
                json.WritePropertyName("user"u8);
                partner.Write(json);
                json.WriteString("reason"u8, "offline"u8);
                json.WriteBoolean("email_option"u8, mayMail);
            }
        );
}
