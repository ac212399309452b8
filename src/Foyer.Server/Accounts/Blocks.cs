using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Who does not want to hear of whom (C-19).</summary>
public static class Blocks
{
    /// <summary>Ids of those the person has blocked.</summary>
    public static List<long> By(Queries db, long user) =>
        db.List<long>("select blocked_id from blocks where user_id = @user order by blocked_id", new { user });
}
