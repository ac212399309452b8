using System.Security.Cryptography;
using System.Text;
using Foyer.Protocol;
using Microsoft.AspNetCore.Identity;
using BcryptHash = BCrypt.Net.BCrypt;

namespace Foyer.Server.Accounts;

/// <summary>
/// Hashes passwords with bcrypt, each with a salt of its own. At most as many hashes are computed at once as there are cores, so that
/// a rush of sign-ins does not slow down the rest of the server.
/// </summary>
/// <param name="pepper">A secret outside the database, without which its hashes are worth nothing.</param>
/// <param name="cost">Each step doubles the work.</param>
/// <param name="mostWaiting">How many may wait for their turn before newcomers are sent away.</param>
public sealed class Passwords(byte[] pepper, int cost = 12, int mostWaiting = 200)
{
    public const int MinLength = 8;
    public const int MaxLength = 128;
    private const int SecondsOfCrowd = 5;
    private static readonly object NoUser = new();

    // Servers without libxcrypt made PBKDF2 hashes once. They are still read, and replaced at the next sign-in.
    private static readonly PasswordHasher<object> Pbkdf2 = new();

    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);
    private string? unknown;
    private int waiting;

    /// <summary>The limit over all accounts and addresses: whoever comes now would wait too long.</summary>
    public Refusal? Overloaded => Volatile.Read(ref waiting) > mostWaiting ? Refusal.Throttled(SecondsOfCrowd) : null;

    /// <summary>A new password out of a field; "" when it is wrong.</summary>
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
    /// Whether it is the password, prepared or as it was typed: older hashes are of what was typed. For a person that does not exist
    /// (null) it takes as long, and the answer is no.
    /// </summary>
    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancel) =>
        InTurnAsync(() => VerifySpellings(hash ?? (unknown ??= Hash("")), password) && hash is not null, cancel);

    /// <summary>
    /// True when a verified password deserves a new hash: this one was made with less work than new ones are, or may be of
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

    /// <summary>44 characters, so that neither bcrypt's limit of 72 bytes nor a NUL matters.</summary>
    private string Peppered(string password) =>
        Convert.ToBase64String(HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes(password)));

    private string Hash(string secret) => BcryptHash.HashPassword(secret, BcryptHash.GenerateSalt(cost, 'b'));

    private static bool Verify(string hash, string secret) =>
        hash.StartsWith('$')
            ? BcryptHash.Verify(secret, hash)
            : Pbkdf2.VerifyHashedPassword(NoUser, hash, secret) != PasswordVerificationResult.Failed;
}
