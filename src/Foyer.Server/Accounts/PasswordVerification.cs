using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Verifies passwords, with one limit of attempts for each account and each address, wherever a password is required.
/// </summary>
public sealed partial class PasswordVerification(
    Database database,
    Passwords passwords,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<PasswordVerification> log
)
{
    public static readonly Refusal Wrong = Refusal.Of(
        401,
        "authentication_failed",
        "Username or password are incorrect"
    );

    private readonly KeyedRateLimiter perAccount = new(settings.Limits.SignInsPerMinute, TimeSpan.FromMinutes(1), time);
    private readonly KeyedRateLimiter perAddress = new(
        settings.Limits.SignInsPerMinutePerAddress,
        TimeSpan.FromMinutes(1),
        time
    );

    /// <summary>Consumes one sign-in attempt of the network, whatever the credential; null while the limit allows it.</summary>
    /// <summary>
    /// Returns the refusal of a signed-in user who confirms an action by the password: a wrong password is an error of its field,
    /// not the end of the session.
    /// </summary>
    internal static Refusal AsFieldError(Refusal refusal, string field) =>
        refusal.Status == 401 ? Refusal.Invalid(field, "This is not your password.") : refusal;

    internal Refusal? TakeAttempt(Device device) => device.IsLoopback ? null : perAddress.TryTake(device.Network);

    /// <summary>The account whose login and password these are.</summary>
    public async Task<Outcome<Account>> VerifyAsync(
        string login,
        string password,
        Device device,
        CancellationToken cancel
    )
    {
        var account = await database.ReadAsync(db => Account.ByLogin(db, login), cancel);
        return await VerifyAsync(account, login, password, device, cancel);
    }

    /// <summary>Verifies the password of the user who is signed in.</summary>
    public async Task<Outcome<Account>> VerifyAsync(
        Caller caller,
        string password,
        Device device,
        CancellationToken cancel
    )
    {
        var account = await database.ReadAsync(db => Account.ById(db, caller.User), cancel);
        return await VerifyAsync(account, caller.Username, password, device, cancel);
    }

    private async Task<Outcome<Account>> VerifyAsync(
        Account? account,
        string login,
        string password,
        Device device,
        CancellationToken cancel
    )
    {
        var refusal = passwords.Overloaded ?? await LimitAsync(login, account, device, cancel);
        if (refusal is null && await passwords.VerifyAsync(account?.Password, password, cancel))
            return account!;
        refusal ??= Wrong;
        LogFailed(account, device, refusal);
        return refusal;
    }

    /// <summary>
    /// Logs one line for tools that block addresses. The address comes first, since a name may look like one. The login of an
    /// unknown user may be a password, so it is left out.
    /// </summary>
    internal void LogFailed(Account? account, Device device, Refusal refusal) =>
        LogFailed(device.Address, account?.Username ?? "an unknown user", refusal.Code);

    /// <summary>
    /// All spellings of a login (name, e-mail address) share the account's limit. An address from which the user is signed in has
    /// a limit of its own, so that an attacker who guesses passwords cannot lock the user out.
    /// </summary>
    private async Task<Refusal?> LimitAsync(string login, Account? account, Device device, CancellationToken cancel)
    {
        if (TakeAttempt(device) is { } refusal)
            return refusal;
        if (account is null)
            return perAccount.TryTake($"login {Account.LoginKey(login)}");
        var home = await IsHomeAsync(account.Id, device, cancel);
        return perAccount.TryTake(home ? $"{account.Id} {device.Network}" : $"{account.Id}");
    }

    private async Task<bool> IsHomeAsync(long user, Device device, CancellationToken cancel)
    {
        var rows = await database.ReadAsync(db => Session.List(db, user, time.Now()), cancel);
        return rows.Exists(row => device.Matches(SessionBinding.Strict, row.Address, row.Agent));
    }

    [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} failed for {User}: {Code}.")]
    private partial void LogFailed(string address, string user, string code);
}
