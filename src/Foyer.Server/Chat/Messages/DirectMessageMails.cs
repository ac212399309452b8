using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Mail;
using Foyer.Server.Notifications;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Sends an e-mail to a partner who is absent, at the request of the sender, once for each direct message. The e-mail does not
/// contain the text: what is deleted here must not stay in a mailbox.
/// </summary>
public sealed class DirectMessageMails(
    Writer writer,
    MessageStore messages,
    MailQueue mailQueue,
    Hub hub,
    FoyerSettings settings
)
{
    private const long Lifetime = 2 * Instants.Day;

    public static readonly Refusal MailOff = Refusal.Conflict("mail_off", "This server sends no mail.");
    private static readonly Refusal IsHere = Refusal.Conflict("partner_online", "They are here; a mail is not needed.");

    public Task<Outcome<Done>> SendAsync(Caller caller, long message, CancellationToken cancel) =>
        writer.WriteAsync(write => Send(write, caller, message), cancel);

    private Outcome<Done> Send(Write write, Caller caller, long id)
    {
        if (messages.FindReadable(write, caller, id).Refused(out var refusal, out var found))
            return refusal;
        var (room, message) = found;
        if (room.Kind != RoomKind.Direct || message.User != caller.User)
            return Refusal.PermissionDenied;
        if (message.IsDeleted)
            return Refusal.MessageDeleted;
        if (!mailQueue.IsEnabled)
            return MailOff;
        if (!RoomReads.ListPartners(write, [room.Id], caller.User).TryGetValue(room.Id, out var partner))
            return Account.NotFound;
        if (DirectRecipient.Check(write, caller.User, partner.Id) is { } unwanted)
            return unwanted;
        if (hub.Presence.IsOnline(partner.Id))
            return IsHere;
        return Mail(write, caller, message, partner.Id);
    }

    // Who wants to hear nothing of this room has no entry; the sender does not learn of that.
    private Outcome<Done> Mail(Write write, Caller caller, Message message, long partner)
    {
        if (!Inbox.MarkMailed(write, message.Id, partner))
            return new Done();
        var account = Account.ById(write, partner)!;
        var over = mailQueue.Enqueue(
            write,
            account.Email,
            "message",
            Lifetime,
            ("sender", caller.Username),
            ("username", account.Username),
            ("link", $"{settings.PublicUrl}/rooms/{message.Chat}")
        );
        return over is null ? new Done() : over;
    }
}
