using System.Collections.Concurrent;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Finds, opens and ends sessions. The token's signature is checked first, then the row. Rows in use are cached, but no write
/// relies on the cache: each write checks again in its own transaction.
/// </summary>
public sealed partial class Sessions(
    Database database,
    Writer writer,
    WorkItems items,
    SessionTokens tokens,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<Sessions> log
)
{
    /// <summary>The same text as without any session; the pages explain to the user that the session was ended.</summary>
    public static readonly Refusal UsedElsewhere = Refusal.Of(
        Refusal.NotAuthenticated.Status,
        Refusal.NotAuthenticated.Code,
        Refusal.NotAuthenticated.Errors[0].Detail
    );

    private const long Idle = 10 * Instants.Minute;
    private readonly ConcurrentDictionary<string, CachedSession> known = new(StringComparer.Ordinal);

    // Incremented by every end and change, so that a row read earlier is not cached afterwards.
    private int changes;

    /// <summary>Raised after the commit, on the writer's thread; handlers must be quick.</summary>
    public event Action<EndedSession>? Ended;

    /// <summary>
    /// Returns the caller of the token. A valid token used from another place has been copied, so its session is ended.
    /// </summary>
    public async Task<Outcome<Caller>> FindAsync(string token, Device device, CancellationToken cancel = default)
    {
        var session = await OpenedAsync(token, cancel);
        var now = time.Now();
        if (session is null)
            return Refusal.NotAuthenticated;
        var id = session.Caller.Session;
        if (session.Caller.ExpiresAt <= now)
        {
            // Deleted, so that it does not become valid again when the clock is set back.
            await EndAsync(session.Caller, id, SessionEndReason.Expired, cancel);
            return Refusal.NotAuthenticated;
        }
        if (!session.Matches(device))
        {
            LogStolen(session.Caller.User, device.Address);
            await EndAsync(session.Caller, id, SessionEndReason.UsedElsewhere, cancel);
            return UsedElsewhere;
        }
        session.UsedAt = now;
        if (session.ShouldRecordUse(now))
            _ = writer.WriteAsync(write => NoteUse(write, id), CancellationToken.None);
        return session.Exclusion.RefusalAt(now) is { } refusal ? refusal : session.Caller;
    }

    /// <summary>
    /// A step: opens a session for an authenticated user. Always creates a new token, against session fixation.
    /// </summary>
    public SignInResult Open(Write write, Account account, Device device, bool remember)
    {
        var lifetime = remember
            ? TimeSpan.FromDays(settings.Sessions.RememberDays)
            : TimeSpan.FromHours(settings.Sessions.LifetimeHours);
        var id = Guid.NewGuid().ToString();
        var until = write.Now + (long)lifetime.TotalMicroseconds;
        var session = new Session(
            id,
            account.Id,
            write.Now,
            write.Now,
            until,
            device.Address,
            device.Agent,
            Binding(remember).ToText()
        );
        Session.Add(write, session);
        write.After(() => LogSignedIn(account.Username, device.Address));
        return new SignInResult(
            OwnAccount.From(account),
            tokens.Issue(account.Id, id, write.Now, until),
            lifetime,
            remember
        );
    }

    /// <summary>Signs out the session of the token, from any place, even when the user is banned or kicked.</summary>
    public async Task<Outcome<Done>> EndAsync(string token, CancellationToken cancel) =>
        await OpenedAsync(token, cancel) is { } session
            ? await EndAsync(session.Caller, session.Caller.Session, cancel)
            : new Done();

    /// <summary>A step: ends one session.</summary>
    public void End(Write write, string session, long user, SessionEndReason reason)
    {
        if (write.Execute("delete from sessions where id = @session and user_id = @user", new { session, user }) > 0)
            Tell(write, new EndedSession(session, user, reason));
    }

    /// <summary>Ends one of the user's own sessions; an unknown one is no error.</summary>
    public Task<Outcome<Done>> EndAsync(Caller caller, string session, CancellationToken cancel) =>
        EndAsync(caller, session, SessionEndReason.SignedOut, cancel);

    public async Task<IReadOnlyList<SessionSummary>> ListAsync(Caller caller, CancellationToken cancel)
    {
        var rows = await database.ReadAsync(db => Session.List(db, caller.User, time.Now()), cancel);
        return [.. rows.Select(row => SessionSummary.From(row, caller.Session))];
    }

    /// <summary>A step: ends all sessions of a user, optionally except one.</summary>
    public void EndAll(Write write, long user, SessionEndReason reason, string? except = null)
    {
        var ended = write.List<string>(
            "delete from sessions where user_id = @user and id <> @except returning id",
            new { user, except = except ?? "" }
        );
        foreach (var id in ended)
            Tell(write, new EndedSession(id, user, reason));
        Changed(write, user);
    }

    /// <summary>A step: reloads the user's cached values (name, role, ban, kick) after the commit.</summary>
    public void Changed(Write write, long user) =>
        write.After(() =>
        {
            Interlocked.Increment(ref changes);
            foreach (var (id, session) in known)
                if (session.Caller.User == user)
                    known.TryRemove(id, out _);
        });

    /// <summary>Ends expired sessions and evicts unused ones from the cache.</summary>
    public async Task TidyAsync(CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var (id, session) in known)
            if (now - session.UsedAt > Idle)
                known.TryRemove(id, out _);
        var expired = await database.ReadAsync(
            db => db.List<string>("select id from sessions where expires_at <= @now", new { now }),
            cancel
        );
        await items.WriteEachAsync("expired sessions", expired, EndExpired, cancel);
    }

    private SessionBinding Binding(bool remember) =>
        (settings.Sessions.Binding, remember) switch
        {
            (SessionBinding.None, _) => SessionBinding.None,
            (SessionBinding.Agent, _) or (_, true) => SessionBinding.Agent,
            (SessionBinding.Strict, false) => SessionBinding.Strict,
        };

    /// <summary>Returns the session of the token: a signed one, or a personal access token whose hash is stored.</summary>
    private async Task<CachedSession?> OpenedAsync(string token, CancellationToken cancel)
    {
        var personal = AccessTokens.Split(token);
        var id = personal?.Session ?? await tokens.FindSessionAsync(token);
        return id is not null && await KnownAsync(id, cancel) is { } session && session.IsOpenedBy(personal?.Hash)
            ? session
            : null;
    }

    private async Task<CachedSession?> KnownAsync(string id, CancellationToken cancel)
    {
        if (known.TryGetValue(id, out var session))
            return session;
        var before = Volatile.Read(ref changes);
        // Also called on an event loop thread, which must not wait for a query.
        if (await Task.Run(() => database.ReadAsync(db => SessionRow.Find(db, id), cancel), cancel) is not { } row)
            return null;
        session = new CachedSession(row) { UsedAt = time.Now() };
        known[row.Id] = session;
        if (Volatile.Read(ref changes) != before)
            known.TryRemove(id, out _);
        return session;
    }

    private Task<Outcome<Done>> EndAsync(
        Caller caller,
        string session,
        SessionEndReason reason,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<Done>(
            write =>
            {
                End(write, session, caller.User, reason);
                return new Done();
            },
            cancel
        );

    private void EndExpired(Write write, string id)
    {
        var user = write.First<long?>(
            "delete from sessions where id = @id and expires_at <= @Now returning user_id",
            new { id, write.Now }
        );
        if (user is { } whose)
            Tell(write, new EndedSession(id, whose, SessionEndReason.Expired));
    }

    private void Tell(Write write, EndedSession end) =>
        write.After(() =>
        {
            Interlocked.Increment(ref changes);
            known.TryRemove(end.Session, out _);
            Ended?.Invoke(end);
        });

    private static Outcome<Done> NoteUse(Write write, string id)
    {
        write.Execute("update sessions set used_at = @Now where id = @id and used_at < @Now", new { id, write.Now });
        return new Done();
    }

    [LoggerMessage(LogLevel.Information, "{User} signed in from {Address}.")]
    private partial void LogSignedIn(string user, string address);

    [LoggerMessage(LogLevel.Warning, "A session of user {User} was used from elsewhere ({Address}) and ended.")]
    private partial void LogStolen(long user, string address);
}
