using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>Friendships: one user sends a request, the other accepts with a request in return; either may end it.</summary>
public sealed class Friends(Database database, Writer writer, Hub hub, ActionLimiter limiter, Inbox inbox)
{
    /// <summary>Returns friends, incoming requests and outgoing requests; by name.</summary>
    public async Task<IReadOnlyList<FriendSummary>> ListAsync(Caller caller, CancellationToken cancel)
    {
        var rows = await database.ReadAsync(db => db.List<FriendRow>(Rows, new { caller.User }), cancel);
        return [.. rows.Select(row => FriendSummary.From(row, caller.User, hub.Presence.StateOf(row.Id)))];
    }

    /// <summary>Sends a request, or accepts the other's. Returns the resulting entry, and whether the request is new.</summary>
    public Task<Outcome<(FriendSummary Line, bool Asked)>> RequestAsync(
        string name,
        Caller caller,
        CancellationToken cancel
    ) => limiter.WriteAsync(caller, write => Ask(write, name, caller), cancel);

    /// <summary>Ends the friendship, withdraws the request, or declines the other's; does nothing when there is none.</summary>
    public Task<Outcome<Done>> RemoveAsync(string name, Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                if (Account.ByName(write, name) is { } other)
                {
                    RemovePair(write, caller.User, other.Id);
                    // The notification of a request vanishes when the request is accepted, declined or withdrawn.
                    hub.InboxChangedAfter(write, caller.User, other.Id);
                }
                return new Done();
            },
            cancel
        );

    /// <summary>A step: no tie stays between the two.</summary>
    public static void RemovePair(Write write, long one, long other) =>
        write.Execute(
            "delete from friends where (user_id = @one and friend_id = @other) or (user_id = @other and friend_id = @one)",
            new { one, other }
        );

    public static bool AreFriends(Queries db, long one, long other) =>
        db.Any(
            """
            select 1 from friends where accepted_at is not null
            and ((user_id = @one and friend_id = @other) or (user_id = @other and friend_id = @one))
            """,
            new { one, other }
        );

    private const string Rows = """
        select u.id, u.username, u.avatar, f.user_id as AskedBy, f.accepted_at as AcceptedAt, f.created_at as CreatedAt
        from friends f join users u on u.id = case when f.user_id = @User then f.friend_id else f.user_id end
        where f.user_id = @User or f.friend_id = @User
        order by u.username_key
        """;

    private Outcome<(FriendSummary Line, bool Asked)> Ask(Write write, string name, Caller caller)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Account.ByName(write, name) is not { IsVerified: true } other)
            return Account.NotFound;
        if (other.Id == caller.User)
            return Refusal.Invalid("name", "You are your own friend already.");
        if (Blocks.CheckBetween(write, caller.User, other.Id) is { } unwanted)
            return unwanted;
        var were = AreFriends(write, caller.User, other.Id);
        var accepted =
            write.Execute(
                "update friends set accepted_at = coalesce(accepted_at, @Now) where user_id = @other and friend_id = @User",
                new
                {
                    other = other.Id,
                    caller.User,
                    write.Now,
                }
            ) > 0;
        var asked =
            !accepted
            && write.Execute(
                "insert into friends (user_id, friend_id, created_at) values (@User, @other, @Now) on conflict do nothing",
                new
                {
                    other = other.Id,
                    caller.User,
                    write.Now,
                }
            ) > 0;
        if (asked)
            inbox.Add(write, new Notice(other.Id, NoticeKind.FriendRequest) { From = caller.User });
        else if (accepted && !were)
        {
            inbox.Add(write, new Notice(other.Id, NoticeKind.Friend) { From = caller.User });
            hub.InboxChangedAfter(write, caller.User);
        }
        var row = write.List<FriendRow>(Rows, new { caller.User }).Find(row => row.Id == other.Id)!;
        return (FriendSummary.From(row, caller.User, hub.Presence.StateOf(other.Id)), asked);
    }
}
