using System.Text.Json.Serialization;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>An account as shown to its owner; nobody else sees the e-mail address.</summary>
public sealed record OwnAccount(
    long Id,
    string Username,
    string Avatar,
    string Email,
    string? FirstName,
    string? LastName,
    long? Age,
    string? Role,
    bool Verified,
    string RegistrationDate,
    string MessagesFrom,
    bool EventMails,
    string? QuietFrom,
    string? QuietTo,
    string? TimeZone,
    string? Locale,
    bool MailMissed
)
{
    /// <summary>Only in the response to a request for confirmation, while mail is off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConfirmationUrl { get; init; }

    public static OwnAccount From(Account account) =>
        new(
            account.Id,
            account.Username,
            account.Avatar ?? PublicUser.DefaultAvatar,
            account.Email,
            account.FirstName,
            account.LastName,
            account.Age,
            account.RoleText,
            account.IsVerified,
            Instants.ToText(account.CreatedAt),
            account.MessagesFrom,
            account.EventMails != 0,
            account.QuietFrom,
            account.QuietTo,
            account.TimeZone,
            account.Locale,
            account.MailMissed != 0
        );
}
