using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>What others may see of a person.</summary>
public sealed record Profile(
    long Id,
    string Username,
    string Avatar,
    string? FirstName,
    string? LastName,
    string RegistrationDate,
    bool Online
)
{
    public static Profile Of(Account account, bool online) =>
        new(
            account.Id,
            account.Username,
            account.Avatar ?? PublicUser.DefaultAvatar,
            account.FirstName,
            account.LastName,
            Clock.ToText(account.CreatedAt),
            online
        );
}
