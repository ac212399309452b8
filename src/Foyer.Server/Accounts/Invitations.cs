using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Invitations to the community, while <c>Registration:Mode</c> is invite; an admin makes them.</summary>
public sealed class Invitations(Writer writer, FoyerSettings settings)
{
    private const long UsualLife = 7 * 24 * 3600;

    public Task<Outcome<Invitation>> MakeAsync(Fields fields, Caller caller, CancellationToken cancel)
    {
        var seconds = fields.OptionalInteger("expires_in", 60, 365 * 24 * 3600) ?? UsualLife;
        var uses = fields.OptionalInteger("max_uses", 1, 10_000) ?? 1;
        if (fields.Refusal is { } wrong)
            return Task.FromResult<Outcome<Invitation>>(wrong);
        if (!Rank.IsAdmin(caller.Role))
            return Task.FromResult<Outcome<Invitation>>(Refusal.PermissionDenied);
        return writer.WriteAsync(write => Make(write, caller, seconds, uses), cancel);
    }

    /// <summary>A step: uses the code up once; false when it is unknown, used up or too old.</summary>
    public static bool Use(Write write, string code) =>
        write.Execute(
            "update community_invites set uses_left = uses_left - 1 where hash = @hash and uses_left > 0 and expires_at > @Now",
            new { hash = Hash(code), write.Now }
        ) > 0;

    private Outcome<Invitation> Make(Write write, Caller caller, long seconds, long uses)
    {
        if (Standing.Check(write, caller) is { } ended)
            return ended;
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var until = write.Now + seconds * Clock.Second;
        write.Execute(
            "insert into community_invites (hash, created_by, created_at, expires_at, uses_left) values (@hash, @User, @Now, @until, @uses)",
            new
            {
                hash = Hash(code),
                caller.User,
                write.Now,
                until,
                uses,
            }
        );
        return new Invitation(code, $"{settings.PublicUrl}/register?invite={code}", Clock.ToText(until), uses);
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}

public sealed record Invitation(string Code, string Url, string ExpiresAt, long MaxUses);
