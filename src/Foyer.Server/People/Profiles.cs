using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>Looking people up.</summary>
public sealed class Profiles(Database database, Hub? hub = null)
{
    public Task<OwnAccount> MeAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(db => OwnAccount.From(Account.ById(db, caller.User)!), cancel);

    /// <summary>
    /// Returns confirmed users whose name contains the text, by name, except those with a block between them and the caller.
    /// </summary>
    public Task<Paged<NamedUser>> SearchAsync(Caller caller, string? search, Cursor cursor, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                cursor.Page(
                    "username_key",
                    (where, order, from, limit) =>
                        db.List<NamedUser>(
                            $"""
                            select u.id, u.username, u.avatar, u.username_key as Key from users u
                            where u.verified_at is not null and (@like is null or u.username_key like @like escape '\')
                            and {Blocks.NotBlockedCondition} and {where}
                            order by {order} limit @limit
                            """,
                            new
                            {
                                viewer = caller.User,
                                like = LikePattern.Containing(search is null ? null : Usernames.Key(search)),
                                from,
                                limit,
                            }
                        ),
                    person => person.Key
                ),
            cancel
        );

    /// <summary>Returns a profile; users with a block between them cannot find each other.</summary>
    public Task<Outcome<Profile>> ProfileAsync(Caller caller, string name, CancellationToken cancel) =>
        database.ReadAsync<Outcome<Profile>>(
            db =>
                Account.ByName(db, name) is { IsVerified: true } account
                && Blocks.CheckBetween(db, caller.User, account.Id) is null
                    ? Profile.From(account, hub?.Presence.StateOf(account.Id) ?? PresenceState.Offline)
                    : Account.NotFound,
            cancel
        );
}

/// <param name="Key">The unique key of the name; the cursor in a list by name.</param>
public sealed record NamedUser(long Id, string Username, string? Avatar, string Key);
