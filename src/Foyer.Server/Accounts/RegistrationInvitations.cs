using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Invitations to register, created by admins, while <c>Registration:Mode</c> is invite.</summary>
public sealed class RegistrationInvitations(Database database, Writer writer, FoyerSettings settings)
{
    private const long UsualLife = 7 * 24 * 3600;
    private const int IdLength = 16;

    public Task<Outcome<RegistrationInvitation>> CreateAsync(Fields fields, Caller caller, CancellationToken cancel)
    {
        var seconds = fields.OptionalInteger("expires_in", 60, 365 * 24 * 3600) ?? UsualLife;
        var uses = fields.OptionalInteger("max_uses", 1, 10_000) ?? 1;
        if (fields.Refusal is { } wrong)
            return Task.FromResult<Outcome<RegistrationInvitation>>(wrong);
        if (!caller.Role.IsAdmin())
            return Task.FromResult<Outcome<RegistrationInvitation>>(Refusal.PermissionDenied);
        return writer.WriteAsync(write => Make(write, caller, seconds, uses), cancel);
    }

    /// <summary>Those that still work, the newest first.</summary>
    public async Task<Outcome<List<RegistrationInvitationSummary>>> ListAsync(Caller caller, CancellationToken cancel)
    {
        if (!caller.Role.IsAdmin())
            return Refusal.PermissionDenied;
        var rows = await database.ReadAsync(
            db =>
                db.List<(string Hash, string? By, long CreatedAt, long ExpiresAt, long UsesLeft)>(
                    """
                    select i.hash, u.username, i.created_at, i.expires_at, i.uses_left
                    from community_invites i left join users u on u.id = i.created_by
                    where i.uses_left > 0 order by i.created_at desc, i.hash limit 200
                    """
                ),
            cancel
        );
        return rows.ConvertAll(row => new RegistrationInvitationSummary(
            row.Hash[..IdLength],
            row.By,
            Instants.ToText(row.CreatedAt),
            Instants.ToText(row.ExpiresAt),
            row.UsesLeft
        ));
    }

    /// <summary>Revokes an invitation; an unknown id is no error.</summary>
    /// <param name="id">The id in the list: the beginning of the stored hash of the code.</param>
    public Task<Outcome<Done>> RevokeAsync(string id, Caller caller, CancellationToken cancel) =>
        !caller.Role.IsAdmin()
            ? Task.FromResult<Outcome<Done>>(Refusal.PermissionDenied)
            : writer.WriteAsync<Done>(
                write =>
                {
                    if (AccessCheck.Check(write, caller) is { } ended)
                        return ended;
                    write.Execute(
                        "delete from community_invites where substr(hash, 1, @IdLength) = @id",
                        new { IdLength, id }
                    );
                    return new Done();
                },
                cancel
            );

    /// <summary>Ends the invitation with this code for everyone; an unknown code, or one of another kind, is no error.</summary>
    public Task<Outcome<Done>> EndAsync(string code, Caller caller, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                var hash = Secrets.Hash(code);
                var by = write.First<Maker>(
                    "select created_by as CreatedBy from community_invites where hash = @hash",
                    new { hash }
                );
                if (by is null)
                    return new Done();
                if (!caller.Role.IsAdmin() && by.CreatedBy != caller.User)
                    return Refusal.PermissionDenied;
                write.Execute("delete from community_invites where hash = @hash", new { hash });
                return new Done();
            },
            cancel
        );

    private sealed record Maker(long? CreatedBy);

    /// <summary>A step: uses the code once; returns false when it is unknown, used up or expired.</summary>
    public static bool Use(Write write, string code) =>
        write.Execute(
            "update community_invites set uses_left = uses_left - 1 where hash = @hash and uses_left > 0 and expires_at > @Now",
            new { hash = Secrets.Hash(code), write.Now }
        ) > 0;

    private Outcome<RegistrationInvitation> Make(Write write, Caller caller, long seconds, long uses)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        var code = Secrets.Create();
        var until = write.Now + seconds * Instants.Second;
        write.Execute(
            "insert into community_invites (hash, created_by, created_at, expires_at, uses_left) values (@hash, @User, @Now, @until, @uses)",
            new
            {
                hash = Secrets.Hash(code),
                caller.User,
                write.Now,
                until,
                uses,
            }
        );
        return new RegistrationInvitation(
            code,
            $"{settings.PublicUrl}/register?invite={code}",
            Instants.ToText(until),
            uses
        );
    }
}

public sealed record RegistrationInvitation(string Code, string Url, string ExpiresAt, long MaxUses);

/// <summary>An invitation as shown to admins; the code itself is shown only once.</summary>
public sealed record RegistrationInvitationSummary(
    string Id,
    string? CreatedBy,
    string CreatedAt,
    string ExpiresAt,
    long UsesLeft
);
