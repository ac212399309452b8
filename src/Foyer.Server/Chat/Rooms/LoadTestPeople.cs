using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>
/// People and rooms for load tests, signed in without a password: hashing thousands would take an hour. Guarded by
/// <c>Foyer:Test:Populate</c>. It writes no status lines.
/// </summary>
public sealed class LoadTestPeople(Writer writer, SessionTokens tokens, FoyerSettings settings)
{
    private const int Piece = 500;

    /// <summary>Confirmed people <c>p0</c>…, each a member of room <c>r(i mod rooms)</c>: the session token and the room of each.</summary>
    public async Task<IReadOnlyList<(string Token, long Chat)>> PopulateAsync(
        int people,
        int rooms,
        CancellationToken cancel
    )
    {
        var made = new List<(string, long)>(people);
        for (var first = 0; first < people; first += Piece)
        {
            var from = first;
            var outcome = await writer.WriteAsync<List<(string, long)>>(
                write =>
                    Enumerable
                        .Range(from, Math.Min(Piece, people - from))
                        .Select(i => Add(write, i, i % rooms))
                        .ToList(),
                cancel
            );
            made.AddRange(outcome.Value);
        }
        return made;
    }

    private (string, long) Add(Write write, int person, int room)
    {
        var chat =
            RoomReads.FindByName(write, $"r{room}", 0)?.Id ?? RoomStore.Add(write, "public", $"r{room}", null, null);
        var user = Person(write, $"p{person}");
        MembershipStore.Add(write, chat, user, "member");
        var session = Guid.NewGuid().ToString();
        var expires = write.Now + settings.Sessions.LifetimeHours * Instants.Hour;
        write.Execute(
            """
            insert into sessions (id, user_id, created_at, used_at, expires_at, address, agent, binding)
            values (@session, @user, @Now, @Now, @expires, '', '', 'none')
            """,
            new
            {
                session,
                user,
                write.Now,
                expires,
            }
        );
        return (tokens.Issue(user, session, write.Now, expires), chat);
    }

    // A password that no hash equals: nobody signs in as these.
    private static long Person(Write write, string name) =>
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
