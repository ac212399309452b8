using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Creates accounts. The first one on an empty server becomes its owner.</summary>
public sealed class Registrations(
    Database database,
    Writer writer,
    Passwords passwords,
    ConfirmationLinks confirmationLinks,
    SetupCode setup,
    FoyerSettings settings,
    TimeProvider time
)
{
    public static readonly Refusal Closed = Refusal.Of(
        403,
        "registration_closed",
        "This server takes no new accounts."
    );
    public const string NameTaken = "This username is already taken.";
    public const string EmailTaken = "This e-mail address is already in use.";

    private readonly KeyedRateLimiter perAddress = new(
        settings.Limits.RegistrationsPerHour,
        TimeSpan.FromHours(1),
        time
    );

    private readonly KeyedRateLimiter lookups = new(
        settings.Limits.SignInsPerMinutePerAddress,
        TimeSpan.FromMinutes(1),
        time
    );

    public async Task<Outcome<OwnAccount>> RegisterAsync(Fields fields, Device device, CancellationToken cancel)
    {
        if (settings.Registration.Mode == RegistrationMode.Closed && await HasAccountsAsync(cancel))
            return Closed;
        var wanted = RegistrationDraft.Parse(fields, settings.Limits);
        // Limited before the response reveals whether a name is taken.
        if ((passwords.Overloaded ?? (device.IsLoopback ? null : perAddress.TryTake(device.Network))) is { } refusal)
            return refusal;
        await RefuseTakenAsync(fields, wanted, cancel);
        if (fields.Refusal is { } wrong)
            return wrong;
        var hash = await passwords.HashAsync(wanted.Password, cancel);
        return await writer.WriteAsync(write => Store(write, wanted with { Password = hash }, fields), cancel);
    }

    /// <summary>Returns false while the server has no owner yet.</summary>
    public Task<bool> HasAccountsAsync(CancellationToken cancel) =>
        database.ReadAsync(db => db.Any("select 1 from users limit 1"), cancel);

    /// <summary>
    /// Returns whether the account exists. Used only by the terminal gateway, where an unknown name starts a registration.
    /// </summary>
    public async Task<Outcome<bool>> IsKnownAsync(string login, Device device, CancellationToken cancel)
    {
        if (!device.IsLoopback && lookups.TryTake(device.Network) is { } refusal)
            return refusal;
        return await database.ReadAsync(db => Account.ByLogin(db, login), cancel) is not null;
    }

    private async Task RefuseTakenAsync(Fields fields, RegistrationDraft wanted, CancellationToken cancel)
    {
        var (name, email) = await database.ReadAsync(
            db => (Account.NameIsTaken(db, wanted.Username), Account.EmailIsTaken(db, wanted.Email)),
            cancel
        );
        if (name)
            fields.Refuse("username", NameTaken, "unique");
        if (email)
            fields.Refuse("email", EmailTaken, "unique");
    }

    /// <summary>Checks again inside the single writer: of two requests for one name, only one succeeds.</summary>
    private Outcome<OwnAccount> Store(Write write, RegistrationDraft wanted, Fields fields)
    {
        if (Account.NameIsTaken(write, wanted.Username))
            fields.Refuse("username", NameTaken, "unique");
        if (Account.EmailIsTaken(write, wanted.Email))
            fields.Refuse("email", EmailTaken, "unique");
        var first = !write.Any("select 1 from users limit 1");
        if (first && !setup.Opens(wanted.Setup))
            fields.Refuse(
                "setup",
                "The first account needs the code that the server printed when it started.",
                wanted.Setup is null ? "required" : "invalid"
            );
        if (fields.Refusal is null && !first)
            UseInvitation(write, wanted, fields);
        if (fields.Refusal is { } refusal)
            return refusal;
        var approved = first || settings.Registration.Mode != RegistrationMode.Approval || wanted.Invite is not null;
        var id = wanted.Store(write, first ? ServerRole.Owner : null, settings.Registration.ConfirmEmail, approved);
        var account = Account.ById(write, id)!;
        return OwnAccount.From(account) with
        {
            ConfirmationUrl = account.IsVerified ? null : confirmationLinks.SendConfirmation(write, account),
        };
    }

    /// <summary>An invalid invitation is refused in every mode, since the user relies on it.</summary>
    private void UseInvitation(Write write, RegistrationDraft wanted, Fields fields)
    {
        if (wanted.Invite is { } code)
        {
            if (!RegistrationInvitations.Use(write, code))
                fields.Refuse("invite", "This invitation was revoked, used up, or has expired.");
        }
        else if (settings.Registration.Mode == RegistrationMode.Invite)
            fields.Refuse("invite", "You need an invitation to sign up here.", "required");
    }
}
