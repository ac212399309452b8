using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>People who host a public event: visitors without an account see their names and pictures there.</summary>
public sealed class PublicHosts(Database database)
{
    /// <param name="avatar">The path of a person's picture.</param>
    public Task<bool> HaveAvatarAsync(string avatar, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.Any(
                    """
                    select 1 from users u where u.avatar = @avatar
                        and exists (select 1 from events e where e.creator_id = u.id and e.visibility = 'public')
                    """,
                    new { avatar }
                ),
            cancel
        );
}
