using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Somebody in the list of friends.</summary>
/// <param name="State">friend, asked (I asked), or asks (they ask me).</param>
/// <param name="Online">Only of friends.</param>
/// <param name="Away">Online, but at none of their connections; only of friends.</param>
public sealed record FriendLine(
    long Id,
    string Username,
    string Avatar,
    string State,
    bool Online,
    bool Away,
    string Since
)
{
    internal static FriendLine Of(FriendRow row, long viewer, Nearness nearness)
    {
        var state =
            row.AcceptedAt is not null ? "friend"
            : row.AskedBy == viewer ? "asked"
            : "asks";
        return new FriendLine(
            row.Id,
            row.Username,
            row.Avatar ?? PublicUser.DefaultAvatar,
            state,
            state == "friend" && nearness != Nearness.Offline,
            state == "friend" && nearness == Nearness.Away,
            Clock.ToText(row.AcceptedAt ?? row.CreatedAt)
        );
    }
}

internal sealed record FriendRow(
    long Id,
    string Username,
    string? Avatar,
    long AskedBy,
    long? AcceptedAt,
    long CreatedAt
);
