using System.Security.Cryptography;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.DataProtection;
using QRCoder;

namespace Foyer.Server.Accounts;

/// <summary>
/// Two-factor authentication: a code from an app, or one of ten recovery codes, each of which works once. The app's secret is
/// encrypted with a key outside the database.
/// </summary>
public sealed class TwoFactor(
    Database database,
    Writer writer,
    Reauthentication reauthentication,
    IDataProtectionProvider protection,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const int RecoveryCodes = 10;
    private const int TriesPerMinute = 5;
    public const int LongestCode = 32;
    private static readonly Refusal Needed = Refusal.Of(
        401,
        "code_required",
        "Enter the code of your authenticator app."
    );
    private static readonly Refusal Wrong = Refusal.Of(
        401,
        "code_required",
        "This code is wrong, or was used already.",
        "code"
    );
    private static readonly Refusal WrongHere = Refusal.Invalid("code", "This code is wrong, or was used already.");
    private static readonly Refusal On = Refusal.Conflict("already_on", "Two-factor sign-in is on already.");
    private static readonly Refusal Off = Refusal.Conflict("not_on", "Two-factor sign-in is not on.");

    private readonly IDataProtector protector = protection.CreateProtector("two-factor");
    private readonly KeyedRateLimiter tries = new(TriesPerMinute, TimeSpan.FromMinutes(1), time);

    public static string? ReadCode(Fields fields) =>
        fields.OptionalText("code", LongestCode)?.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>
    /// A step of the sign-in: null when two-factor authentication is off, or the code is correct and now consumed.
    /// </summary>
    public Refusal? RequireCode(Write write, long user, string? code)
    {
        if (Row(write, user) is not { ConfirmedAt: not null } row)
            return null;
        if (code is null)
            return Needed;
        return tries.TryTake($"{user}") ?? (Uses(write, row, code) ? null : Wrong);
    }

    public static bool IsOn(Queries db, long user) =>
        db.Any("select 1 from two_factor where user_id = @user and confirmed_at is not null", new { user });

    public async Task<bool> IsOnAsync(Caller caller, CancellationToken cancel) =>
        await database.ReadAsync(db => IsOn(db, caller.User), cancel);

    /// <summary>Returns the setup that awaits its first code, or null.</summary>
    public async Task<TwoFactorSetup?> PendingAsync(Caller caller, CancellationToken cancel) =>
        await database.ReadAsync(db => Row(db, caller.User), cancel) is { ConfirmedAt: null } row
            ? Setup(caller.Username, Totp.ToBase32(protector.Unprotect(Convert.FromBase64String(row.Secret))))
            : null;

    /// <summary>Creates a new secret, which has no effect until it is confirmed by a code.</summary>
    public Task<Outcome<TwoFactorSetup>> BeginAsync(Proof proof, CancellationToken cancel) =>
        WriteAsync<TwoFactorSetup>(
            proof,
            write =>
            {
                if (IsOn(write, proof.Caller.User))
                    return On;
                var secret = RandomNumberGenerator.GetBytes(Totp.SecretLength);
                write.Execute(
                    """
                    insert into two_factor (user_id, secret) values (@User, @kept)
                    on conflict (user_id) do update set secret = excluded.secret, last_step = 0
                    """,
                    new { proof.Caller.User, kept = Convert.ToBase64String(protector.Protect(secret)) }
                );
                return Setup(proof.Caller.Username, Totp.ToBase32(secret));
            },
            cancel
        );

    /// <summary>
    /// Turns two-factor authentication on with a code of the new secret, and returns the recovery codes, only this once.
    /// </summary>
    public Task<Outcome<RecoveryCodeList>> ConfirmAsync(Proof proof, string code, CancellationToken cancel) =>
        WriteAsync<RecoveryCodeList>(
            proof,
            write =>
            {
                if (Row(write, proof.Caller.User) is not { } row)
                    return Off;
                if (row.ConfirmedAt is not null)
                    return On;
                if (tries.TryTake($"{proof.Caller.User}") is { } refusal)
                    return refusal;
                if (!UsesApp(write, row, code))
                    return WrongHere;
                write.Execute(
                    "update two_factor set confirmed_at = @Now where user_id = @User",
                    new { proof.Caller.User, write.Now }
                );
                return NewRecoveryCodes(write, proof.Caller.User);
            },
            cancel
        );

    public Task<Outcome<RecoveryCodeList>> RenewAsync(Proof proof, CancellationToken cancel) =>
        WithCodeAsync<RecoveryCodeList>(proof, write => NewRecoveryCodes(write, proof.Caller.User), cancel);

    public Task<Outcome<Done>> TurnOffAsync(Proof proof, CancellationToken cancel) =>
        WithCodeAsync<Done>(
            proof,
            write =>
            {
                Clear(write, proof.Caller.User);
                return new Done();
            },
            cancel
        );

    /// <summary>A step: turns two-factor authentication off and removes its codes; returns false when it was off.</summary>
    public static bool Clear(Write write, long user)
    {
        write.Execute("delete from recovery_codes where user_id = @user", new { user });
        return write.Execute("delete from two_factor where user_id = @user", new { user }) > 0;
    }

    private sealed record Kept(long UserId, string Secret, long? ConfirmedAt, long LastStep);

    private Task<Outcome<T>> WithCodeAsync<T>(Proof proof, Func<Write, Outcome<T>> act, CancellationToken cancel) =>
        WriteAsync(
            proof,
            write =>
            {
                var code = ReadCode(proof.Fields);
                if (code is null)
                    proof.Fields.Refuse("code", "This field is required.", "required");
                if (proof.Fields.Refusal is { } wrong)
                    return wrong;
                if (Row(write, proof.Caller.User) is not { ConfirmedAt: not null } row)
                    return Off;
                if (tries.TryTake($"{proof.Caller.User}") is { } refusal)
                    return refusal;
                return Uses(write, row, code!) ? act(write) : WrongHere;
            },
            cancel
        );

    private async Task<Outcome<T>> WriteAsync<T>(Proof proof, Func<Write, Outcome<T>> act, CancellationToken cancel) =>
        await reauthentication.RequireAsync(proof, cancel) is { } refusal
            ? refusal
            : await writer.WriteAsync(
                write => AccessCheck.Check(write, proof.Caller) is { } ended ? ended : act(write),
                cancel
            );

    private static Kept? Row(Queries db, long user) =>
        db.First<Kept>(
            "select user_id as UserId, secret, confirmed_at as ConfirmedAt, last_step as LastStep from two_factor where user_id = @user",
            new { user }
        );

    private bool Uses(Write write, Kept row, string code) =>
        UsesApp(write, row, code)
        || write.Execute(
            "delete from recovery_codes where user_id = @UserId and hash = @hash",
            new { row.UserId, hash = Hash(code) }
        ) > 0;

    /// <summary>Rejects a code that was used before, and codes of earlier time steps.</summary>
    private bool UsesApp(Write write, Kept row, string code) =>
        Totp.FindStep(code, protector.Unprotect(Convert.FromBase64String(row.Secret)), time.GetUtcNow()) is { } step
        && write.Execute(
            "update two_factor set last_step = @step where user_id = @UserId and last_step < @step",
            new { step, row.UserId }
        ) > 0;

    private static RecoveryCodeList NewRecoveryCodes(Write write, long user)
    {
        write.Execute("delete from recovery_codes where user_id = @user", new { user });
        var codes = new List<string>();
        for (var i = 0; i < RecoveryCodes; i++)
        {
            var code = Totp.ToBase32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant();
            codes.Add($"{code[..8]}-{code[8..]}");
            write.Execute(
                "insert into recovery_codes (user_id, hash) values (@user, @hash)",
                new { user, hash = Hash(code) }
            );
        }
        return new RecoveryCodeList(codes);
    }

    private static string Hash(string code) =>
        Secrets.Hash(code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());

    private TwoFactorSetup Setup(string name, string secret)
    {
        var issuer = Uri.EscapeDataString(settings.Name);
        var uri = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(name)}?secret={secret}&issuer={issuer}";
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        return new TwoFactorSetup(secret, uri, new SvgQRCode(code).GetGraphic(4));
    }
}

/// <param name="Secret">To type into the app.</param>
/// <param name="Uri">The same as a link.</param>
/// <param name="Qr">The link as a picture, SVG.</param>
public sealed record TwoFactorSetup(string Secret, string Uri, string Qr);

/// <summary>Recovery codes; shown once, and each works once in place of a code.</summary>
public sealed record RecoveryCodeList(IReadOnlyList<string> RecoveryCodes);
