using System.Security.Cryptography;
using System.Text;
using Foyer.Protocol;
using Microsoft.AspNetCore.Identity;
using BcryptHash = BCrypt.Net.BCrypt;

namespace Foyer.Server.Accounts;

/// <summary>
/// Hashes passwords with bcrypt, each with its own salt. At most as many hashes run at once as there are cores, so that a burst
/// of sign-ins does not slow down the rest of the server.
/// </summary>
/// <param name="pepper">A secret outside the database, without which its hashes are useless.</param>
/// <param name="cost">The bcrypt cost; each step doubles the work.</param>
/// <param name="mostWaiting">How many may wait before further requests are refused.</param>
public sealed class Passwords(byte[] pepper, int cost = 12, int mostWaiting = 200)
{
    public const int MinLength = 8;
    public const int MaxLength = 128;
    private const int SecondsOfCrowd = 5;
    private static readonly object NoUser = new();

    // Servers without libxcrypt used to create PBKDF2 hashes. They are still verified, and replaced at the next sign-in.
    private static readonly PasswordHasher<object> Pbkdf2 = new();

    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);
    private string? unknown;
    private int waiting;

    /// <summary>The refusal while too many hashes wait, over all accounts and addresses; else null.</summary>
    public Refusal? Overloaded => Volatile.Read(ref waiting) > mostWaiting ? Refusal.Throttled(SecondsOfCrowd) : null;

    /// <summary>Reads a new password from a field; returns "" when it is invalid.</summary>
    public static string Parse(Fields fields, string name = "password")
    {
        var password = fields.Secret(name, MaxLength, MinLength);
        if (password.Length > 0 && !TextRules.HasVisible(password))
            fields.Refuse(name, "A password needs characters that can be seen.", "blank");
        return password;
    }

    public Task<string> HashAsync(string password, CancellationToken cancel) =>
        InTurnAsync(() => Hash(Peppered(OpaqueString.Prepare(password))), cancel);

    /// <summary>
    /// Returns true when the password matches, either prepared or as typed: older hashes are of the typed text. For an unknown
    /// account (null) it takes the same time and returns false.
    /// </summary>
    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancel) =>
        InTurnAsync(() => VerifySpellings(hash ?? (unknown ??= Hash("")), password) && hash is not null, cancel);

    /// <summary>
    /// Returns true when a verified password needs a new hash: the stored one has a lower cost than new ones, or may be of
    /// another spelling.
    /// </summary>
    public bool IsOutdated(string hash, string password) => IsWeak(hash) || OpaqueString.Prepare(password) != password;

    private bool IsWeak(string hash) => !hash.StartsWith($"$2b${cost:00}$", StringComparison.Ordinal);

    private bool VerifySpellings(string hash, string password)
    {
        var prepared = OpaqueString.Prepare(password);
        return Verify(hash, Peppered(prepared)) || (prepared != password && Verify(hash, Peppered(password)));
    }

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancel)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await places.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Returns 44 characters, so that neither bcrypt's limit of 72 bytes nor a NUL matters.</summary>
    private string Peppered(string password) =>
        Convert.ToBase64String(HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes(password)));

    private string Hash(string secret) => BcryptHash.HashPassword(secret, BcryptHash.GenerateSalt(cost, 'b'));

    private static bool Verify(string hash, string secret) =>
        hash.StartsWith('$')
            ? BcryptHash.Verify(secret, hash)
            : Pbkdf2.VerifyHashedPassword(NoUser, hash, secret) != PasswordVerificationResult.Failed;
}
