using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Personal access tokens for programs: shown once, not bound to a device, with a subset of the user's rights. Each has a session
/// of its own, so that a ban, a new password or the deletion of the account ends it too.
/// </summary>
public sealed class AccessTokens(
    Database database,
    Writer writer,
    Sessions sessions,
    Reauthentication reauthentication,
    FoyerSettings settings
)
{
    /// <summary>The prefix of every token.</summary>
    public const string Prefix = "foyer_";
    private const int Most = 50;
    private const long LongestLife = 10 * 365 * Instants.Day;

    public Task<List<AccessToken>> ListAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<AccessTokenRow>($"{Rows} where t.user_id = @User order by t.id", new { caller.User })
                    .ConvertAll(AccessToken.From),
            cancel
        );

    public async Task<Outcome<AccessToken>> MakeAsync(Proof proof, CancellationToken cancel)
    {
        if (await reauthentication.RequireAsync(proof, cancel) is { } refusal)
            return refusal;
        var (caller, fields, _) = proof;
        var name = fields.Title("name", settings.Limits.TokenName);
        var scopes = fields.Choices(
            "scopes",
            TokenScope.Read.ToText(),
            TokenScope.Write.ToText(),
            TokenScope.Admin.ToText()
        );
        var seconds = fields.OptionalInteger("expires_in", 60, LongestLife / Instants.Second);
        if (!fields.IsWrong("scopes") && scopes is null or { Count: 0 })
            fields.Refuse("scopes", "Choose at least one of: read, write, admin.", "required");
        else if (scopes?.Contains(TokenScope.Admin.ToText()) == true && !caller.Role.IsAdmin())
            fields.Refuse("scopes", "Only an admin's token can have the scope admin.");
        if (fields.Refusal is { } wrong)
            return wrong;
        return await writer.WriteAsync(write => Make(write, caller, name, string.Join(' ', scopes!), seconds), cancel);
    }

    /// <summary>Revokes one of the user's tokens; an unknown id is no error.</summary>
    public async Task<Outcome<Done>> RemoveAsync(long id, Proof proof, CancellationToken cancel) =>
        await reauthentication.RequireAsync(proof, cancel) is { } refusal
            ? refusal
            : await writer.WriteAsync<Done>(
                write =>
                {
                    var session = write.First<string>(
                        "select session_id from tokens where id = @id and user_id = @User",
                        new { id, proof.Caller.User }
                    );
                    if (session is not null)
                        sessions.End(write, session, proof.Caller.User, SessionEndReason.SignedOut);
                    return new Done();
                },
                cancel
            );

    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>
    /// Returns the session id and the hash of the secret part, or null when the text is not a personal access token.
    /// </summary>
    internal static (string Session, string Hash)? Split(string token)
    {
        if (!IsOne(token) || token.Split('_', 3) is not [_, { Length: 32 } id, { } secret])
            return null;
        return Guid.TryParseExact(id, "N", out var session) ? (session.ToString(), Secrets.Hash(secret)) : null;
    }

    private const string Rows = """
        select t.id, t.name, t.scopes, t.created_at as CreatedAt, t.expires_at as ExpiresAt, s.used_at as UsedAt
        from tokens t join sessions s on s.id = t.session_id
        """;

    private static Outcome<AccessToken> Make(Write write, Caller caller, string name, string scopes, long? seconds)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (write.One<long>("select count(*) from tokens where user_id = @User", new { caller.User }) >= Most)
            return Refusal.Conflict("too_many", $"One person can have {Most} tokens. Remove one first.");
        var session = Guid.NewGuid();
        var secret = Secrets.Create(24);
        long? until = seconds is { } span ? write.Now + span * Instants.Second : null;
        Session.Add(
            write,
            new Session(
                session.ToString(),
                caller.User,
                write.Now,
                write.Now,
                until ?? Session.Never,
                "",
                name,
                SessionBinding.None.ToText()
            )
        );
        var id = write.One<long>(
            """
            insert into tokens (user_id, session_id, hash, name, scopes, created_at, expires_at)
            values (@User, @session, @hash, @name, @scopes, @Now, @until) returning id
            """,
            new
            {
                caller.User,
                session = session.ToString(),
                hash = Secrets.Hash(secret),
                name,
                scopes,
                write.Now,
                until,
            }
        );
        var row = write.One<AccessTokenRow>($"{Rows} where t.id = @id", new { id });
        return AccessToken.From(row) with { Token = $"{Prefix}{session:N}_{secret}" };
    }
}

internal sealed record AccessTokenRow(
    long Id,
    string Name,
    string Scopes,
    long CreatedAt,
    long? ExpiresAt,
    long UsedAt
);
