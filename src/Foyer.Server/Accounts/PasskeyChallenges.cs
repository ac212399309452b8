using System.Buffers.Text;
using System.Security.Cryptography;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>What devices are asked to sign. In the database, so that any node may take the answer; each answer is the only one.</summary>
public sealed class PasskeyChallenges(Writer writer)
{
    private const long Lifetime = 5 * Instants.Minute;

    /// <summary>Keeps the state of what was asked, and answers under which name.</summary>
    /// <param name="user">Who is asked; null at the door, where nobody is known yet.</param>
    public Task<Outcome<string>> SaveAsync(string state, long? user, CancellationToken cancel) =>
        writer.WriteAsync<string>(
            write =>
            {
                var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
                write.Execute(
                    "insert into passkey_challenges (id, user_id, state, expires_at) values (@id, @user, @state, @until)",
                    new
                    {
                        id,
                        user,
                        state,
                        until = write.Now + Lifetime,
                    }
                );
                return id;
            },
            cancel
        );

    /// <summary>The state, used up now; null when it is unknown, used, too old, or somebody else's.</summary>
    public async Task<string?> ConsumeAsync(string id, long? user, CancellationToken cancel)
    {
        var outcome = await writer.WriteAsync<string?>(
            write =>
                write.First<string>(
                    """
                    delete from passkey_challenges where id = @id and expires_at > @Now and coalesce(user_id, 0) = @user
                    returning state
                    """,
                    new
                    {
                        id,
                        user = user ?? 0,
                        write.Now,
                    }
                ),
            cancel
        );
        return outcome.Refused(out _, out var state) ? null : state;
    }
}
