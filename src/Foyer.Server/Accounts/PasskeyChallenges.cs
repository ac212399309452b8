using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Challenges for passkeys to sign. Stored in the database, and each can be consumed only once.</summary>
public sealed class PasskeyChallenges(Writer writer)
{
    private const long Lifetime = 5 * Instants.Minute;

    /// <summary>Stores the state of a challenge and returns its id.</summary>
    /// <param name="user">The user who is challenged; null at sign-in, where the user is not known yet.</param>
    public Task<Outcome<string>> SaveAsync(string state, long? user, CancellationToken cancel) =>
        writer.WriteAsync<string>(
            write =>
            {
                var id = Secrets.Create();
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

    /// <summary>Consumes and returns the state; null when it is unknown, used, expired, or of another user.</summary>
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
