using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Sign-in by username or e-mail address. A failed attempt reveals nothing about the account, neither by its text nor by its
/// timing.
/// </summary>
public sealed class SignIn(
    Writer writer,
    Passwords passwords,
    PasswordVerification check,
    Sessions sessions,
    TwoFactor twoFactor,
    FoyerSettings settings
)
{
    public static readonly Refusal Wrong = PasswordVerification.Wrong;
    private static readonly Refusal NotVerified = Refusal.Of(403, "not_verified", "Confirm your e-mail address first.");
    private static readonly Refusal NotApproved = Refusal.Of(403, "not_approved", "An admin has to let you in first.");

    public async Task<Outcome<SignInResult>> SignInAsync(Fields fields, Device device, CancellationToken cancel)
    {
        var login = fields.Text("login", EmailAddresses.MaxLength);
        var password = fields.Secret("password", Passwords.MaxLength);
        var remember = fields.Flag("remember") ?? false;
        var code = TwoFactor.ReadCode(fields);
        if (fields.Refusal is { } wrong)
            return wrong;
        if ((await check.VerifyAsync(login, password, device, cancel)).Refused(out var refusal, out var account))
            return refusal;
        var better = passwords.IsOutdated(account.Password, password)
            ? await passwords.HashAsync(password, cancel)
            : null;
        var outcome = await writer.WriteAsync(write => Open(write, account, better, device, remember, code), cancel);
        // The password was correct; a missing second-factor code is not a failure.
        if (outcome.Refused(out refusal, out _) && !(refusal.Code == "code_required" && code is null))
            check.LogFailed(account, device, refusal);
        return outcome;
    }

    /// <summary>
    /// By a token that was issued before: an access token, or that of a session which may be used from this device.
    /// </summary>
    public async Task<Outcome<Caller>> ByTokenAsync(string token, Device device, CancellationToken cancel)
    {
        if (check.TakeAttempt(device) is { } throttled)
            return throttled;
        var outcome = await sessions.FindAsync(token, device, cancel);
        if (outcome.Refused(out var refusal, out var caller))
            check.LogFailed(null, device, refusal);
        else if (!caller.May(TokenScope.Write))
            return Refusal.PermissionDenied;
        return outcome;
    }

    private Outcome<SignInResult> Open(
        Write write,
        Account proven,
        string? better,
        Device device,
        bool remember,
        string? code
    )
    {
        if (Account.ById(write, proven.Id) is not { } account || account.Password != proven.Password)
            return Wrong;
        if (CheckSignInAllowed(write, account, settings) is { } refusal)
            return refusal;
        if (twoFactor.RequireCode(write, account.Id, code) is { } demanded)
            return demanded;
        if (better is not null)
            write.Execute("update users set password = @better where id = @Id", new { better, account.Id });
        return sessions.Open(write, account, device, remember);
    }

    /// <summary>A step: returns the reason why an authenticated user may not sign in, or null.</summary>
    internal static Refusal? CheckSignInAllowed(Write write, Account account, FoyerSettings settings) =>
        AccessExclusion.Find(write, account.Id).RefusalAt(write.Now) is { } refusal ? refusal
        : !account.IsVerified ? NotVerified
        : settings.Registration.Mode == RegistrationMode.Approval && account.ApprovedAt is null ? NotApproved
        : null;
}

/// <summary>A new session, with the token that opens it.</summary>
/// <param name="Remembered">True when it shall outlive the browser.</param>
public sealed record SignInResult(OwnAccount User, string Token, TimeSpan Lifetime, bool Remembered);
