using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>Broadcasts a user's new name or picture to everyone who shares a room with them.</summary>
public sealed class ProfileBroadcast(Hub hub, TimeProvider time)
{
    public void ProfileChanged(Write write, long user)
    {
        var account = Account.ById(write, user)!;
        var shown = new PublicUser(user, account.Username, account.Avatar);
        var company = write
            .List<long>(
                "select distinct b.user_id from memberships a join memberships b on b.chat_id = a.chat_id where a.user_id = @user",
                new { user }
            )
            .Append(user)
            .ToHashSet();
        write.After(() =>
        {
            hub.Rename(shown);
            hub.SendToUser(company, Frames.UserChanged(shown, time.GetUtcNow()));
        });
    }
}
