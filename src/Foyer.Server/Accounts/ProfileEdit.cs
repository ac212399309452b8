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
    Reauthentication reauthentication,
    FoyerSettings settings
)
{
    public async Task<Outcome<OwnAccount>> EditAsync(Proof proof, CancellationToken cancel)
    {
        var (caller, fields, _) = proof;
        if (fields.Has("email") && await reauthentication.RequireAsync(proof, cancel) is { } refusal)
            return refusal;
        var changes = ProfileChanges.Read(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        return await writer.WriteAsync(write => Store(write, caller, changes, fields), cancel);
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
