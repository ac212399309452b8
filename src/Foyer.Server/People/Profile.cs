using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>The public part of a user's account.</summary>
/// <param name="Away">Online, but idle on every connection.</param>
public sealed record Profile(
    long Id,
    string Username,
    string Avatar,
    string? FirstName,
    string? LastName,
    string RegistrationDate,
    bool Online,
    bool Away
)
{
    public static Profile From(Account account, PresenceState state) =>
        new(
            account.Id,
            account.Username,
            account.Avatar ?? PublicUser.DefaultAvatar,
            account.FirstName,
            account.LastName,
            Instants.ToText(account.CreatedAt),
            state != PresenceState.Offline,
            state == PresenceState.Away
        );
}
