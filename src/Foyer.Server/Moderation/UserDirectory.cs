using System.Runtime.CompilerServices;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>A person as those who keep order see them.</summary>
public sealed record UserSummary
{
    public long Id { get; init; }
    public string Username { get; init; } = "";
    public ServerRole? Role { get; private init; }
    internal string? RoleText
    {
        init => Role = EnumText.ParseOrNull<ServerRole>(value);
    }
    public long? VerifiedAt { get; init; }
    public long CreatedAt { get; init; }
    public long Banned { get; init; }
    public string? BanReason { get; init; }
    public long KickedUntil { get; init; }
    public long Now { get; init; }

    public UserState State =>
        Banned > 0 ? UserState.Banned
        : KickedUntil > Now ? UserState.Kicked
        : VerifiedAt is null ? UserState.Unconfirmed
        : UserState.Active;
}

public enum UserState
{
    Active = 1,

    /// <summary>The e-mail address is not confirmed yet.</summary>
    Unconfirmed,
    Kicked,
    Banned,
}

/// <summary>A session as the local console lists it; its token is nowhere.</summary>
public sealed record UserSessionSummary(string Id, string Username, string Address, string Agent, long UsedAt);

/// <summary>Lists of people for those who keep order.</summary>
public sealed class UserDirectory(Database database, TimeProvider time)
{
    private const int Page = 200;

    private const string Select = """
        select u.id, u.username, u.role as RoleText, u.verified_at as VerifiedAt, u.created_at as CreatedAt,
            (select count(*) from bans b where b.user_id = u.id) as Banned,
            (select max(b.reason) from bans b where b.user_id = u.id) as BanReason,
            (select coalesce(max(k.until), 0) from kicks k where k.user_id = u.id) as KickedUntil, @now as Now
        from users u
        """;

    private const string SelectSessions = """
        select s.id, u.username, s.address, s.agent, s.used_at as UsedAt
        from sessions s join users u on u.id = s.user_id where s.expires_at > @now
        """;

    /// <summary>Ascending by id, those whose name holds the words; one more than the limit says that there is more.</summary>
    public Task<List<UserSummary>> ListAsync(string? search, long after, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<UserSummary>(
                    $"""
                    {Select} where u.id > @after and (@like is null or u.username_key like @like escape '\')
                    order by u.id limit @limit
                    """,
                    new
                    {
                        after,
                        limit,
                        like = LikePattern.Containing(search is null ? null : Usernames.Key(search)),
                        now = time.Now(),
                    }
                ),
            cancel
        );

    public Task<UserSummary?> FindAsync(string name, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.First<UserSummary>(
                    $"{Select} where u.id = @user",
                    new { user = Account.ByName(db, name)?.Id, now = time.Now() }
                ),
            cancel
        );

    public async IAsyncEnumerable<UserSummary> ListAllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (long after = 0; ; )
        {
            var page = await ListAsync(null, after, Page, cancel);
            foreach (var line in page)
                yield return line;
            if (page.Count < Page)
                yield break;
            after = page[^1].Id;
        }
    }

    public Task<List<UserSessionSummary>> ListSessionsAsync(CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<UserSessionSummary>(
                    $"{SelectSessions} order by s.used_at desc, s.id",
                    new { now = time.Now() }
                ),
            cancel
        );

    /// <summary>One person's, the latest used first.</summary>
    public Task<List<UserSessionSummary>> ListSessionsAsync(long user, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<UserSessionSummary>(
                    $"{SelectSessions} and s.user_id = @user order by s.used_at desc, s.id",
                    new { user, now = time.Now() }
                ),
            cancel
        );
}
