using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>What others may see of a person.</summary>
/// <param name="Away">Online, but at none of their connections.</param>
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
    public static Profile Of(Account account, Nearness nearness) =>
        new(
            account.Id,
            account.Username,
            account.Avatar ?? PublicUser.DefaultAvatar,
            account.FirstName,
            account.LastName,
            Clock.ToText(account.CreatedAt),
            nearness != Nearness.Offline,
            nearness == Nearness.Away
        );
}
