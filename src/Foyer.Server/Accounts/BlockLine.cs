using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Somebody one has blocked.</summary>
public sealed record BlockLine(long Id, string Username, string Avatar, string Since)
{
    internal static BlockLine Of(BlockRow row) =>
        new(row.Id, row.Username, row.Avatar ?? PublicUser.DefaultAvatar, Clock.ToText(row.CreatedAt));
}

internal sealed record BlockRow(long Id, string Username, string? Avatar, long CreatedAt);
