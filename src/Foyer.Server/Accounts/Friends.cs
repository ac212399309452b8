using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Who is whose friend: one asks, the other accepts by asking back; either side may end it.</summary>
public sealed class Friends(Database database, Writer writer, Hub hub, Spending spending, TellFriend tell)
{
    /// <summary>Friends, those who asked me, those I asked; by name.</summary>
    public async Task<IReadOnlyList<FriendLine>> ListAsync(Caller caller, CancellationToken cancel)
    {
        var rows = await database.ReadAsync(db => db.List<FriendRow>(Rows, new { caller.User }), cancel);
        return [.. rows.Select(row => FriendLine.Of(row, caller.User, hub.Presence.Of(row.Id)))];
    }

    /// <summary>Asks, or accepts what the other asked. Answers the line as it is now, and whether it is new.</summary>
    public Task<Outcome<(FriendLine Line, bool Asked)>> AskAsync(
        string name,
        Caller caller,
        CancellationToken cancel
    ) => spending.WriteAsync(caller, write => Ask(write, name, caller), cancel);

    /// <summary>Ends it, takes back what I asked, or refuses what the other asked; also when there is nothing.</summary>
    public Task<Outcome<Done>> RemoveAsync(string name, Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (Standing.Check(write, caller) is { } ended)
                    return ended;
                if (Account.ByName(write, name) is { } other)
                {
                    Part(write, caller.User, other.Id);
                    // The entry of a request vanishes when the request is answered or taken back.
                    hub.InboxChangedAfter(write, caller.User, other.Id);
                }
                return new Done();
            },
            cancel
        );

    /// <summary>A step: no tie stays between the two.</summary>
    public static void Part(Write write, long one, long other) =>
        write.Execute(
            "delete from friends where (user_id = @one and friend_id = @other) or (user_id = @other and friend_id = @one)",
            new { one, other }
        );

    public static bool Are(Queries db, long one, long other) =>
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

    private Outcome<(FriendLine Line, bool Asked)> Ask(Write write, string name, Caller caller)
    {
        if (Standing.Check(write, caller) is { } ended)
            return ended;
        if (Account.ByName(write, name) is not { IsVerified: true } other)
            return People.Unknown;
        if (other.Id == caller.User)
            return Refusal.Invalid("name", "You are your own friend already.");
        if (Blocks.Between(write, caller.User, other.Id) is { } unwanted)
            return unwanted;
        var were = Are(write, caller.User, other.Id);
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
            tell(write, new FriendNotice(other.Id, "friend_request", caller.User));
        else if (accepted && !were)
        {
            tell(write, new FriendNotice(other.Id, "friend", caller.User));
            hub.InboxChangedAfter(write, caller.User);
        }
        var row = write.List<FriendRow>(Rows, new { caller.User }).Find(row => row.Id == other.Id)!;
        return (FriendLine.Of(row, caller.User, hub.Presence.Of(other.Id)), asked);
    }
}
