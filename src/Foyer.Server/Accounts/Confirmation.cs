using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Showing that an e-mail address is one's own, by a link that works once for 24 hours (S000-53, C-28).</summary>
public sealed class Confirmation(
    Database database,
    Writer writer,
    SignIn signIn,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const long Lifetime = 24 * Clock.Hour;
    private const int LongestHash = 64;

    private readonly Allowance perAddress = new(settings.Limits.MailsPerHourPerAddress, TimeSpan.FromHours(1), time);

    /// <summary>A step: asks for confirmation. Answers the link while no mail is sent, to be shown instead.</summary>
    public string? Ask(Write write, Account account)
    {
        var secret = Links.Make(write, account.Id, Links.Confirm, Lifetime);
        return settings.Mail.Enabled ? null : $"{settings.PublicUrl}/confirm?hash={secret}";
    }

    public async Task<Outcome<Done>> ConfirmAsync(Fields fields, CancellationToken cancel)
    {
        var hash = fields.Text("hash", LongestHash);
        if (fields.Refusal is { } wrong)
            return wrong;
        return await writer.WriteAsync(write => Confirm(write, hash), cancel);
    }

    /// <summary>
    /// Sends a new link, and says nothing of whether there was anything to send. With the right password, and while no mail
    /// is sent, it answers the link itself.
    /// </summary>
    public async Task<Outcome<ConfirmationLink>> ResendAsync(Fields fields, Device device, CancellationToken cancel)
    {
        var login = fields.Text("login", MailAddresses.Longest);
        var password = fields.Has("password") ? fields.Secret("password", Passwords.Longest) : null;
        if (fields.Refusal is { } wrong)
            return wrong;
        if (!device.IsLoopback && perAddress.Take(device.Network) is { } refusal)
            return refusal;
        if (settings.Mail.Enabled)
            return await SendAsync(await database.ReadAsync(db => Account.ByLogin(db, login), cancel), cancel);
        if (password is null)
            return new ConfirmationLink(null);
        return (await signIn.ProveAsync(login, password, device, cancel)).Refused(out refusal, out var account)
            ? refusal.Status == 429
                ? refusal
                : new ConfirmationLink(null)
            : await SendAsync(account, cancel);
    }

    private static Outcome<Done> Confirm(Write write, string hash)
    {
        if (Links.Use(write, hash, Links.Confirm) is not { } user)
            return Refusal.Invalid("hash", "This link is unknown, was used already, or is too old.");
        write.Execute(
            "update users set verified_at = @Now where id = @user and verified_at is null",
            new { user, write.Now }
        );
        return new Done();
    }

    private async Task<Outcome<ConfirmationLink>> SendAsync(Account? account, CancellationToken cancel)
    {
        if (account is null || account.IsVerified)
            return new ConfirmationLink(null);
        return await writer.WriteAsync<ConfirmationLink>(write => new ConfirmationLink(Ask(write, account)), cancel);
    }
}

/// <summary>The link to show, or null when there is none to show.</summary>
public sealed record ConfirmationLink(string? ConfirmationUrl);
