using System.Security.Cryptography;
using System.Text;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// A session in use, cached with its user, so that authenticating a request costs no query. It holds only the values it needs,
/// since there is one for each user who is online.
/// </summary>
internal sealed class CachedSession(SessionRow row)
{
    private readonly string address = row.Address;
    private readonly string agent = row.Agent;

    private readonly SessionBinding binding = EnumText.Parse<SessionBinding>(row.BindingText);
    private readonly string? hash = row.TokenHash;
    private long usedAt = row.UsedAt;

    public Caller Caller { get; } =
        new(row.UserId, row.Username, row.Avatar, row.Id, row.Role, row.ExpiresAt) { Scopes = row.ScopeList };

    public AccessExclusion Exclusion { get; } = new(row.Banned, row.BanReason, row.KickedUntil, row.KickReason);

    /// <summary>When the session was last looked up; used to evict unused sessions.</summary>
    public long UsedAt { get; set; }

    /// <summary>Returns true when the secret matches: null for a sign-in, which is proved by the token's signature.</summary>
    public bool IsOpenedBy(string? tokenHash) =>
        hash is null || tokenHash is null
            ? hash == tokenHash
            : CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(hash),
                Encoding.ASCII.GetBytes(tokenHash)
            );

    public bool Matches(Device device) => device.Matches(binding, address, agent);

    /// <summary>Returns true for the first use at least a minute after the last recorded one.</summary>
    public bool ShouldRecordUse(long now)
    {
        var before = Interlocked.Read(ref usedAt);
        return now - before >= Instants.Minute && Interlocked.CompareExchange(ref usedAt, now, before) == before;
    }
}

/// <summary>A session's row with the required values of its user.</summary>
internal sealed record SessionRow(
    string Id,
    long UserId,
    string Username,
    string? Avatar,
    string? RoleText,
    long UsedAt,
    long ExpiresAt,
    string Address,
    string Agent,
    string BindingText,
    long Banned,
    string? BanReason,
    long KickedUntil,
    string? KickReason,
    string? Scopes,
    string? TokenHash
)
{
    public TokenScope[]? ScopeList =>
        Scopes is null ? null : Array.ConvertAll(Scopes.Split(' '), EnumText.Parse<TokenScope>);

    /// <summary>The effective role: a token without the scope admin has none, whatever the user's role.</summary>
    public ServerRole? Role =>
        ScopeList is { } scopes && !scopes.Contains(TokenScope.Admin)
            ? null
            : EnumText.ParseOrNull<ServerRole>(RoleText);

    public static SessionRow? Find(Queries db, string id) =>
        db.First<SessionRow>(
            """
            select s.id, s.user_id as UserId, u.username, u.avatar, u.role as RoleText, s.used_at as UsedAt, s.expires_at as ExpiresAt,
                s.address, s.agent, s.binding as BindingText,
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
