using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Notifications;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>Invites one person into a room: a link for them alone, that works once, and a word in their inbox.</summary>
public sealed class RoomInvitations(ActionLimiter limiter, Inbox inbox, FoyerSettings settings)
{
    private const long Life = 7 * Instants.Day;

    private static readonly Refusal IsIn = Refusal.Conflict("already_a_member", "This person is in the room already.");

    public Task<Outcome<InviteLink>> InviteAsync(Caller caller, long chat, string name, CancellationToken cancel) =>
        limiter.WriteAsync(caller, write => Invite(write, caller, chat, name), cancel);

    private Outcome<InviteLink> Invite(Write write, Caller caller, long chat, string name)
    {
        if (InviteLinks.CheckMayInvite(write, caller, chat).Refused(out var refusal, out var room))
            return refusal;
        if (Account.ByName(write, name) is not { IsVerified: true } invitee)
            return Account.NotFound;
        if (MembershipStore.Role(write, chat, invitee.Id) is not null)
            return IsIn;
        if (DirectRecipient.Check(write, caller.User, invitee.Id) is { } unwanted)
            return unwanted;
        // The latest invitation counts; an older one would be a second way in.
        Chat.Membership.InviteLink.Withdraw(write, chat, invitee.Id);
        if (InviteLinks.Create(write, caller, chat, invitee.Id, Life, 1).Refused(out refusal, out var invite))
            return refusal;
        inbox.Add(
            write,
            new Notice(
                invitee.Id,
                NoticeKind.Invitation,
                $"{caller.Username} invites you to {room.Name}: {settings.PublicUrl}/join/{invite.Code}"
            )
            {
                From = caller.User,
            }
        );
        return invite;
    }
}
