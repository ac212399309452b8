using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>
/// Blocks between users. Neither of the two can find the other, and their friendship and requests end. In shared rooms everyone
/// receives the same messages, and the blocking user's client folds those of the other.
/// </summary>
public sealed class Blocks(Database database, Writer writer)
{
    private static readonly Refusal Own = Refusal.Of(403, "not_accepted", "You have blocked this person.");

    /// <summary>
    /// A condition on <c>users u</c>: no block exists between the user and <c>@viewer</c>, in either direction.
    /// </summary>
    internal const string NotBlockedCondition =
        "not exists (select 1 from blocks k where (k.user_id = u.id and k.blocked_id = @viewer) or (k.user_id = @viewer and k.blocked_id = u.id))";

    /// <summary>Returns the users whom the caller has blocked, by name.</summary>
    public Task<List<BlockSummary>> ListAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<BlockRow>($"{Rows} order by u.username_key", new { caller.User }).ConvertAll(BlockSummary.From),
            cancel
        );

    /// <summary>
    /// Blocks a user; repeating it changes nothing. The result does not reveal whether the other has blocked the caller.
    /// </summary>
    public Task<Outcome<BlockSummary>> AddAsync(string name, Caller caller, CancellationToken cancel) =>
        writer.WriteAsync(write => Add(write, name, caller), cancel);

    public Task<Outcome<Done>> RemoveAsync(string name, Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                write.Execute(
                    "delete from blocks where user_id = @User and blocked_id = @blocked",
                    new { caller.User, blocked = Account.ByName(write, name)?.Id }
                );
                return new Done();
            },
            cancel
        );

    /// <summary>Returns the ids of the users whom the user has blocked.</summary>
    public static List<long> ListBlockedBy(Queries db, long user) =>
        db.List<long>("select blocked_id from blocks where user_id = @user order by blocked_id", new { user });

    /// <summary>Returns the ids of the users whom the user has blocked, and of those who have blocked the user.</summary>
    public static HashSet<long> ListEitherWay(Queries db, long user) =>
        [
            .. db.List<long>(
                """
                select blocked_id from blocks where user_id = @user
                union select user_id from blocks where blocked_id = @user
                """,
                new { user }
            ),
        ];

    /// <summary>
    /// Returns why the user may not contact the other, or null. A user who has blocked the first one appears not to exist.
    /// </summary>
    public static Refusal? CheckBetween(Queries db, long person, long other)
    {
        var blockers = db.List<long>(
            "select user_id from blocks where (user_id = @person and blocked_id = @other) or (user_id = @other and blocked_id = @person)",
            new { person, other }
        );
        return RefusalFor(blockedBy: blockers.Contains(other), blocks: blockers.Contains(person));
    }

    /// <summary>Returns the same refusal from the values of a set-based query.</summary>
    public static Refusal? RefusalFor(bool blockedBy, bool blocks) =>
        blockedBy ? Account.NotFound
        : blocks ? Own
        : null;

    private const string Rows = """
        select u.id, u.username, u.avatar, k.created_at as CreatedAt
        from blocks k join users u on u.id = k.blocked_id where k.user_id = @User
        """;

    private static Outcome<BlockSummary> Add(Write write, string name, Caller caller)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Account.ByName(write, name) is not { IsVerified: true } other)
            return Account.NotFound;
        if (other.Id == caller.User)
            return Refusal.Invalid("name", "You cannot block yourself.");
        write.Execute(
            "insert into blocks (user_id, blocked_id, created_at) values (@User, @other, @Now) on conflict do nothing",
            new
            {
                caller.User,
                other = other.Id,
                write.Now,
            }
        );
        Friends.RemovePair(write, caller.User, other.Id);
        return BlockSummary.From(
            write.One<BlockRow>($"{Rows} and u.id = @other", new { caller.User, other = other.Id })
        );
    }
}

/// <summary>A blocked user.</summary>
public sealed record BlockSummary(long Id, string Username, string Avatar, string Since)
{
    internal static BlockSummary From(BlockRow row) =>
        new(row.Id, row.Username, row.Avatar ?? PublicUser.DefaultAvatar, Instants.ToText(row.CreatedAt));
}

internal sealed record BlockRow(long Id, string Username, string? Avatar, long CreatedAt);
