using System.Security.Cryptography;
using System.Text;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// A session in use, held in memory with its person, so that asking who sends a request costs no query. It keeps of the row what it
/// needs, since there is one for each person who is here.
/// </summary>
internal sealed class CachedSession(SessionRow row)
{
    private readonly string address = row.Address;
    private readonly string agent = row.Agent;

    // One of three words.
    private readonly string binding = string.Intern(row.Binding);
    private readonly string? hash = row.TokenHash;
    private long usedAt = row.UsedAt;

    public Caller Caller { get; } =
        new(row.UserId, row.Username, row.Avatar, row.Id, row.RoleHere, row.ExpiresAt) { Scopes = row.ScopeList };

    public AccessExclusion Exclusion { get; } = new(row.Banned, row.BanReason, row.KickedUntil, row.KickReason);

    /// <summary>When it was last asked for, for forgetting what nobody uses.</summary>
    public long UsedAt { get; set; }

    /// <summary>True when the secret belongs to it: null for a sign-in, whose proof is the token's signature.</summary>
    public bool IsOpenedBy(string? tokenHash) =>
        hash is null || tokenHash is null
            ? hash == tokenHash
            : CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(hash),
                Encoding.ASCII.GetBytes(tokenHash)
            );

    public bool Matches(Device device) => device.Matches(binding, address, agent);

    /// <summary>True for the first who uses it after a minute of no use was noted.</summary>
    public bool ShouldRecordUse(long now)
    {
        var before = Interlocked.Read(ref usedAt);
        return now - before >= Instants.Minute && Interlocked.CompareExchange(ref usedAt, now, before) == before;
    }
}

/// <summary>A session's row with what is needed of its person.</summary>
internal sealed record SessionRow(
    string Id,
    long UserId,
    string Username,
    string? Avatar,
    string? Role,
    long UsedAt,
    long ExpiresAt,
    string Address,
    string Agent,
    string Binding,
    long Banned,
    string? BanReason,
    long KickedUntil,
    string? KickReason,
    string? Scopes,
    string? TokenHash
)
{
    public string[]? ScopeList => Scopes?.Split(' ');

    /// <summary>A token without the scope admin is nobody's deputy, whatever its person may do.</summary>
    public string? RoleHere => ScopeList is { } scopes && !scopes.Contains(Caller.Admin) ? null : Role;

    public static SessionRow? Find(Queries db, string id) =>
        db.First<SessionRow>(
            """
            select s.id, s.user_id as UserId, u.username, u.avatar, u.role, s.used_at as UsedAt, s.expires_at as ExpiresAt,
                s.address, s.agent, s.binding,
                (select count(*) from bans b where b.user_id = u.id) as Banned,
                (select b.reason from bans b where b.user_id = u.id) as BanReason,
                (select coalesce(max(k.until), 0) from kicks k where k.user_id = u.id) as KickedUntil,
                (select k.reason from kicks k where k.user_id = u.id) as KickReason,
                t.scopes, t.hash as TokenHash
            from sessions s join users u on u.id = s.user_id left join tokens t on t.session_id = s.id
            where s.id = @id
            """,
            new { id }
        );
}
