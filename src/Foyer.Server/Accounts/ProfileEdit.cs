using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Changing what one is called and how one is reached (S000-96…104). What is not sent stays as it is.</summary>
public sealed class ProfileEdit(
    Writer writer,
    Sessions sessions,
    Confirmation confirmation,
    Appearance appearance,
    FoyerSettings settings
)
{
    public Task<Outcome<OwnAccount>> EditAsync(Fields fields, Caller caller, CancellationToken cancel)
    {
        var changes = ProfileChanges.Read(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return Task.FromResult<Outcome<OwnAccount>>(wrong);
        if (caller.IsToken && changes.Email is not null)
            return Task.FromResult<Outcome<OwnAccount>>(Refusal.PermissionDenied);
        return writer.WriteAsync(write => Store(write, caller, changes, fields), cancel);
    }

    private Outcome<OwnAccount> Store(Write write, Caller caller, ProfileChanges changes, Fields fields)
    {
        if (Standing.Check(write, caller) is { } ended)
            return ended;
        var account = Account.ById(write, caller.User)!;
        if (changes.Username is { } name && Account.NameIsTaken(write, name, except: account.Id))
            fields.Refuse("username", Registration.NameTaken, "unique");
        if (changes.Email is { } taken && Account.EmailIsTaken(write, taken, except: account.Id))
            fields.Refuse("email", Registration.EmailTaken, "unique");
        if (fields.Refusal is { } refusal)
            return refusal;
        changes.Store(write, account.Id);
        string? link = null;
        if (changes.Email is { } email && email != account.Email)
        {
            if (confirmation.AskForNew(write, account, email).Refused(out var over, out var asked))
                return over;
            link = asked.ConfirmationUrl;
        }
        if (changes.Username is not null)
            Rename(write, account.Id);
        return OwnAccount.Of(Account.ById(write, account.Id)!) with { ConfirmationUrl = link };
    }

    private void Rename(Write write, long user)
    {
        sessions.Changed(write, user);
        appearance.Changed(write, user);
    }
}
