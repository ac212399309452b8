using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>A user's account, as stored in the database.</summary>
public sealed record Account(
    long Id,
    string Username,
    string Email,
    string Password,
    string? FirstName,
    string? LastName,
    long? Age,
    string? Avatar,
    string? Role,
    long? VerifiedAt,
    long CreatedAt,
    string? QuietFrom,
    string? QuietTo,
    string? TimeZone,
    string? Locale,
    long? ApprovedAt,
    string MessagesFrom,
    long EventMails,
    long MailMissed
)
{
    private const string Select = """
        select id, username, email, password, first_name as FirstName, last_name as LastName, age, avatar, role,
            verified_at as VerifiedAt, created_at as CreatedAt,
            quiet_from as QuietFrom, quiet_to as QuietTo, time_zone as TimeZone, locale, approved_at as ApprovedAt,
            messages_from as MessagesFrom, event_mails as EventMails, mail_missed as MailMissed
        from users
        """;

    public static readonly Refusal NotFound = Refusal.Of(404, "user_not_found", "There is no such user.");

    public bool IsVerified => VerifiedAt is not null;

    public static Account? ById(Queries db, long id) => db.First<Account>($"{Select} where id = @id", new { id });

    public static Account? ByName(Queries db, string? name) =>
        db.First<Account>(
            $"{Select} where {UniqueKeys.Finding("username")}",
            UniqueKeys.Named(name, Usernames.Key(name))
        );

    public static Account? ByEmail(Queries db, string email) =>
        db.First<Account>(
            $"{Select} where {UniqueKeys.Finding("email")}",
            UniqueKeys.Named(email, EmailAddresses.Key(email))
        );

    /// <summary>Finds an account by username or e-mail address; only an e-mail address contains an @.</summary>
    public static Account? ByLogin(Queries db, string login) =>
        login.Contains('@') ? ByEmail(db, login) : ByName(db, login);

    /// <summary>Returns the same key for all spellings of a login, whether or not the account exists.</summary>
    public static string LoginKey(string login) =>
        login.Contains('@') ? EmailAddresses.Key(login) : Usernames.Key(login);

    /// <summary>A step: sets the user's server role; null removes it.</summary>
    public static void SetRole(Write write, long user, string? role) =>
        write.Execute("update users set role = @role where id = @user", new { user, role });

    public static bool NameIsTaken(Queries db, string name, long except = 0) =>
        db.Any(
            "select 1 from users where username_key = @key and id <> @except",
            new { key = Usernames.Key(name), except }
        );

    /// <summary>Returns true when an account uses the address, or when it is reserved for its previous owner.</summary>
    public static bool EmailIsTaken(Queries db, string email, long except = 0) =>
        db.Any(
            """
            select 1 from users where email_key = @key and id <> @except
            union all select 1 from email_undos where email_key = @key and user_id <> @except
            """,
            new { key = EmailAddresses.Key(email), except }
        );
}
