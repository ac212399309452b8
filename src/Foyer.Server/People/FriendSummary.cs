using System.Text.Json.Serialization;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>An entry of the list of friends.</summary>
/// <param name="Online">Only for friends.</param>
/// <param name="Away">Online, but idle on every connection; only for friends.</param>
public sealed record FriendSummary(
    long Id,
    string Username,
    string Avatar,
    FriendState State,
    bool Online,
    bool Away,
    string Since
)
{
    internal static FriendSummary From(FriendRow row, long viewer, PresenceState nearness)
    {
        var state =
            row.AcceptedAt is not null ? FriendState.Friend
            : row.AskedBy == viewer ? FriendState.Asked
            : FriendState.Asks;
        return new FriendSummary(
            row.Id,
            row.Username,
            row.Avatar ?? PublicUser.DefaultAvatar,
            state,
            state == FriendState.Friend && nearness != PresenceState.Offline,
            state == FriendState.Friend && nearness == PresenceState.Away,
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

[JsonConverter(typeof(EnumTextConverter<FriendState>))]
public enum FriendState
{
    Friend = 1,

    /// <summary>An outgoing request.</summary>
    Asked,

    /// <summary>An incoming request.</summary>
    Asks,
}
