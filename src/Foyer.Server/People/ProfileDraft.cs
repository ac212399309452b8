using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.People;

/// <summary>The profile fields of a request; only the columns of fields that were sent are written.</summary>
internal sealed class ProfileDraft
{
    private readonly Dictionary<string, object?> columns = new(StringComparer.Ordinal);

    public string? Username { get; private set; }

    public string? Email { get; private set; }

    public static ProfileDraft Parse(Fields fields, LimitSettings limits)
    {
        var changes = new ProfileDraft();
        if (fields.Has("username"))
            changes.Username = Usernames.Parse(fields);
        if (fields.Has("email"))
            changes.Email = EmailAddresses.Parse(fields);
        changes.Take(fields, "first_name", () => fields.OptionalTitle("first_name", limits.FirstName));
        changes.Take(fields, "last_name", () => fields.OptionalTitle("last_name", limits.LastName));
        changes.Take(fields, "age", () => fields.OptionalInteger("age", 0, RegistrationDraft.OldestAge));
        changes.Take(fields, "messages_from", () => MessagesFrom(fields));
        changes.Take(fields, "event_mails", () => EventMails(fields));
        changes.Take(fields, "mail_missed", () => fields.Flag("mail_missed") ?? true ? 1L : 0L);
        changes.Take(fields, "quiet_from", () => TimeOfDay(fields, "quiet_from"));
        changes.Take(fields, "quiet_to", () => TimeOfDay(fields, "quiet_to"));
        changes.Take(fields, "time_zone", () => Zone(fields));
        changes.Take(fields, "locale", () => Locale(fields));
        return changes;
    }

    public void Store(Write write, long user)
    {
        if (Username is not null)
        {
            columns["username"] = Username;
            columns["username_key"] = Usernames.Key(Username);
        }
        // The names are those of this class, never those that were sent.
        if (columns.Count > 0)
            Account.SetProfile(write, user, columns);
    }

    private void Take(Fields fields, string column, Func<object?> read)
    {
        if (fields.Has(column))
            columns[column] = read();
    }

    private static string? MessagesFrom(Fields fields)
    {
        var from = fields.Choice("messages_from", "everyone", "shared", "friends");
        if (from is null && !fields.IsWrong("messages_from"))
            fields.Refuse("messages_from", "Choose one of: everyone, shared, friends.", "null");
        return from;
    }

    private static long EventMails(Fields fields)
    {
        var wanted = fields.Flag("event_mails");
        if (wanted is null && !fields.IsWrong("event_mails"))
            fields.Refuse("event_mails", "Send true or false.", "null");
        return wanted == false ? 0 : 1;
    }

    private static string? TimeOfDay(Fields fields, string name)
    {
        var text = fields.OptionalText(name, 5);
        if (
            text is not null
            && !TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        )
            fields.Refuse(name, "Enter a time as hh:mm.");
        return text;
    }

    private static string? Zone(Fields fields)
    {
        var zone = fields.OptionalText("time_zone", 64);
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            fields.Refuse("time_zone", "Enter an IANA time zone such as Europe/Berlin.");
        return zone;
    }

    private static string? Locale(Fields fields)
    {
        var locale = fields.OptionalText("locale", 35);
        if (locale is null or "en" or "de")
            return locale;
        fields.Refuse("locale", "Choose one of: en, de.");
        return null;
    }
}
