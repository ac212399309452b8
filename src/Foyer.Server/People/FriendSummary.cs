using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>An entry of the list of friends.</summary>
/// <param name="State">friend, asked (an outgoing request), or asks (an incoming request).</param>
/// <param name="Online">Only for friends.</param>
/// <param name="Away">Online, but idle on every connection; only for friends.</param>
public sealed record FriendSummary(
    long Id,
    string Username,
    string Avatar,
    string State,
    bool Online,
    bool Away,
    string Since
)
{
    internal static FriendSummary From(FriendRow row, long viewer, PresenceState nearness)
    {
        var state =
            row.AcceptedAt is not null ? "friend"
            : row.AskedBy == viewer ? "asked"
            : "asks";
        return new FriendSummary(
            row.Id,
            row.Username,
            row.Avatar ?? PublicUser.DefaultAvatar,
            state,
            state == "friend" && nearness != PresenceState.Offline,
            state == "friend" && nearness == PresenceState.Away,
            Instants.ToText(row.AcceptedAt ?? row.CreatedAt)
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
