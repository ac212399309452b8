using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>Changes to a user's own profile and contact data. Fields that are not sent stay unchanged.</summary>
public sealed class ProfileEdits(
    Writer writer,
    Sessions sessions,
    ConfirmationLinks confirmationLinks,
    ProfileBroadcast appearance,
    Reauthentication reauthentication,
    FoyerSettings settings
)
{
    public async Task<Outcome<OwnAccount>> EditAsync(Proof proof, CancellationToken cancel)
    {
        var (caller, fields, _) = proof;
        if (fields.Has("email") && await reauthentication.RequireAsync(proof, cancel) is { } refusal)
            return refusal;
        var changes = ProfileDraft.Parse(fields, settings.Limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        return await writer.WriteAsync(write => Store(write, caller, changes, fields), cancel);
    }

    private Outcome<OwnAccount> Store(Write write, Caller caller, ProfileDraft changes, Fields fields)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        var account = Account.ById(write, caller.User)!;
        if (changes.Username is { } name && Account.NameIsTaken(write, name, except: account.Id))
            fields.Refuse("username", Registrations.NameTaken, "unique");
        if (changes.Email is { } taken && Account.EmailIsTaken(write, taken, except: account.Id))
            fields.Refuse("email", Registrations.EmailTaken, "unique");
        if (fields.Refusal is { } refusal)
            return refusal;
        changes.Store(write, account.Id);
        string? link = null;
        if (changes.Email is { } email && email != account.Email)
        {
            if (confirmationLinks.SendChangeConfirmation(write, account, email).Refused(out var over, out var asked))
                return over;
            link = asked.ConfirmationUrl;
        }
        if (changes.Username is not null)
            Rename(write, account.Id);
        return OwnAccount.From(Account.ById(write, account.Id)!) with { ConfirmationUrl = link };
    }

    private void Rename(Write write, long user)
    {
        sessions.Changed(write, user);
        appearance.ProfileChanged(write, user);
    }
}
