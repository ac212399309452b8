using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Accounts for load tests, signed in without a password: hashing thousands would take an hour. Guarded by
/// <c>Foyer:Test:Populate</c>.
/// </summary>
public sealed class LoadTestAccounts(SessionTokens tokens, FoyerSettings settings)
{
    /// <summary>A step: returns the account with this name, which it creates when it is missing, and the token of a new session.</summary>
    public (long User, string Token) Add(Write write, string name)
    {
        var user = FindOrCreate(write, name);
        var session = Guid.NewGuid().ToString();
        var expires = write.Now + settings.Sessions.LifetimeHours * Instants.Hour;
        Session.Add(
            write,
            new Session(session, user, write.Now, write.Now, expires, "", "", SessionBinding.None.ToText())
        );
        return (user, tokens.Issue(user, session, write.Now, expires));
    }

    // No hash equals this password, so nobody can sign in with one.
    private static long FindOrCreate(Write write, string name) =>
        write.First<long?>("select id from users where username_key = @name", new { name })
        ?? write.One<long>(
            """
            insert into users (username, username_key, email, email_key, password, verified_at, created_at)
            values (@name, @name, @email, @email, '!', @Now, @Now) returning id
            """,
            new
            {
                name,
                email = $"{name}@example.org",
                write.Now,
            }
        );
}
