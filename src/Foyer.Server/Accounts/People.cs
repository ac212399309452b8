using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Looking people up.</summary>
public sealed class People(Database database, Hub? hub = null)
{
    public static readonly Refusal Unknown = Refusal.Of(404, "user_not_found", "There is no such user.");

    public Task<OwnAccount> MeAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(db => OwnAccount.Of(Account.ById(db, caller.User)!), cancel);

    /// <summary>Confirmed people whose name holds the words, by name.</summary>
    public Task<Paged<NamedUser>> SearchAsync(string? search, Cursor cursor, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                cursor.Page(
                    "username_key",
                    (where, order, from, limit) =>
                        db.List<NamedUser>(
                            $"""
                            select id, username, avatar, username_key as Key from users
                            where verified_at is not null and (@like is null or username_key like @like escape '\') and {where}
                            order by {order} limit @limit
                            """,
                            new
                            {
                                like = Like.Containing(search is null ? null : Names.Key(search)),
                                from,
                                limit,
                            }
                        ),
                    person => person.Key
                ),
            cancel
        );

    public async Task<Outcome<Profile>> ProfileAsync(string name, CancellationToken cancel) =>
        await database.ReadAsync(db => Account.ByName(db, name), cancel) is { IsVerified: true } account
            ? Profile.Of(account, hub?.Presence.IsOnline(account.Id) ?? false)
            : Unknown;
}

/// <param name="Key">What makes the name unique; the place in a list by name.</param>
public sealed record NamedUser(long Id, string Username, string? Avatar, string Key);
