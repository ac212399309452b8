using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>The input of a registration.</summary>
internal sealed record RegistrationDraft(
    string Username,
    string Email,
    string Password,
    string? FirstName,
    string? LastName,
    long? Age,
    string? Setup,
    string? Invite
)
{
    public const int OldestAge = 150;

    public static RegistrationDraft Parse(Fields fields, LimitSettings limits) =>
        new(
            Usernames.Parse(fields),
            EmailAddresses.Parse(fields),
            Passwords.Parse(fields),
            fields.OptionalTitle("first_name", limits.FirstName),
            fields.OptionalTitle("last_name", limits.LastName),
            fields.OptionalInteger("age", 0, OldestAge),
            fields.OptionalText("setup", 64),
            fields.OptionalText("invite", 64)
        );

    /// <summary>Stores the account and returns its id. <see cref="Password"/> must be the hash by now.</summary>
    public long Store(Write write, ServerRole? role, bool mustConfirm, bool approved) =>
        write.One<long>(
            """
            insert into users (username, username_key, email, email_key, password, first_name, last_name, age, role, verified_at, created_at, approved_at)
            values (@Username, @name, @Email, @email, @Password, @FirstName, @LastName, @Age, @role, @verified, @Now, @approval) returning id
            """,
            new
            {
                Username,
                name = Usernames.Key(Username),
                Email,
                email = EmailAddresses.Key(Email),
                Password,
                FirstName,
                LastName,
                Age,
                role = role.ToText(),
                approval = approved ? write.Now : (long?)null,
                verified = mustConfirm ? (long?)null : write.Now,
                write.Now,
            }
        );
}
