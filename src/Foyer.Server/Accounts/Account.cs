using Dapper;
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
    string? RoleText,
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
        select id, username, email, password, first_name as FirstName, last_name as LastName, age, avatar, role as RoleText,
            verified_at as VerifiedAt, created_at as CreatedAt,
            quiet_from as QuietFrom, quiet_to as QuietTo, time_zone as TimeZone, locale, approved_at as ApprovedAt,
            messages_from as MessagesFrom, event_mails as EventMails, mail_missed as MailMissed
        from users
        """;

    public static readonly Refusal NotFound = Refusal.Of(404, "user_not_found", "There is no such user.");

    public ServerRole? Role { get; } = EnumText.ParseOrNull<ServerRole>(RoleText);

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
    public static void SetRole(Write write, long user, ServerRole? role) =>
        write.Execute("update users set role = @role where id = @user", new { user, role = role.ToText() });

    /// <summary>Returns the stored role of the user, which may be newer than that of the caller.</summary>
    public static ServerRole? RoleOf(Queries db, long user) =>
        EnumText.ParseOrNull<ServerRole>(db.First<string>("select role from users where id = @user", new { user }));

    /// <summary>A step: sets the path of the user's picture, or removes it.</summary>
    public static void SetAvatar(Write write, long user, string? path) =>
        write.Execute("update users set avatar = @path where id = @user", new { path, user });

    /// <summary>A step: stops the mails about events.</summary>
    public static void StopEventMails(Write write, long user) =>
        write.Execute("update users set event_mails = 0 where id = @user", new { user });

    /// <summary>A step: stops the mails about missed notifications.</summary>
    public static void StopMissedMails(Write write, long user) =>
        write.Execute("update users set mail_missed = 0 where id = @user", new { user });

    /// <summary>A step: sets columns of a profile.</summary>
    /// <param name="columns">Their names, which must never come from a request, and the new values.</param>
    public static void SetProfile(Write write, long user, IReadOnlyDictionary<string, object?> columns)
    {
        var values = new DynamicParameters(columns);
        values.Add("user", user);
        var sets = string.Join(", ", columns.Keys.Select(column => $"{column} = @{column}"));
        write.Execute($"update users set {sets} where id = @user", values);
    }

    /// <summary>A step: deletes the account. Rows that belong to the user go with it.</summary>
    public static void Delete(Write write, long user) =>
        write.Execute("delete from users where id = @user", new { user });

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
