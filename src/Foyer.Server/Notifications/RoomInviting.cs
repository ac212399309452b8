using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>Invites one person into a room: a link for them alone, that works once, and a word in their inbox.</summary>
public sealed class RoomInviting(Spending spending, Inbox inbox, FoyerSettings settings)
{
    private const long Life = 7 * Clock.Day;

    private static readonly Refusal IsIn = Refusal.Conflict("already_a_member", "This person is in the room already.");

    public Task<Outcome<Invite>> InviteAsync(Caller caller, long chat, string name, CancellationToken cancel) =>
        spending.WriteAsync(caller, write => Invite(write, caller, chat, name), cancel);

    private Outcome<Invite> Invite(Write write, Caller caller, long chat, string name)
    {
        if (Admitting.MayInvite(write, caller, chat).Refused(out var refusal, out var room))
            return refusal;
        if (Account.ByName(write, name) is not { IsVerified: true } invitee)
            return People.Unknown;
        if (Membership.Role(write, chat, invitee.Id) is not null)
            return IsIn;
        if (Recipient.Check(write, caller.User, invitee.Id) is { } unwanted)
            return unwanted;
        // The latest invitation counts; an older one would be a second way in.
        Rooms.Invite.Withdraw(write, chat, invitee.Id);
        if (Admitting.Make(write, caller, chat, invitee.Id, Life, 1).Refused(out refusal, out var invite))
            return refusal;
        inbox.Add(
            write,
            new Notice(
                invitee.Id,
                "invitation",
                caller.User,
                Text: $"{caller.Username} invites you to {room.Name}: {settings.PublicUrl}/join/{invite.Code}"
            )
        );
        return invite;
    }
}
