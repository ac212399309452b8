using System.Buffers.Text;
using System.Globalization;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Identity;

namespace Foyer.Server.Gateways.Http;

/// <summary>Accounts and passkeys in the form that the framework's WebAuthn handler reads. It writes nothing.</summary>
internal sealed class PasskeyStore(Database database) : IUserPasskeyStore<Account>
{
    public static PasskeyRow ToRow(UserPasskeyInfo key, long user, string name) =>
        new(
            0,
            user,
            Base64Url.EncodeToString(key.CredentialId),
            Convert.ToBase64String(key.PublicKey),
            name,
            key.SignCount,
            string.Join(' ', key.Transports ?? []),
            key.IsBackupEligible ? 1 : 0,
            key.IsBackedUp ? 1 : 0,
            0,
            0
        );

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? database.ReadAsync(db => Account.ById(db, id), cancellationToken)
            : Task.FromResult<Account?>(null);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Username);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        database.ReadAsync<IList<UserPasskeyInfo>>(
            db => Passkeys.List(db, user.Id).ConvertAll(Info),
            cancellationToken
        );

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            db => Find(db, credentialId) is { } key ? Account.ById(db, key.UserId) : null,
            cancellationToken
        );

    public Task<UserPasskeyInfo?> FindPasskeyAsync(
        Account user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            db => Find(db, credentialId) is { } key && key.UserId == user.Id ? Info(key) : null,
            cancellationToken
        );

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw ReadsOnly();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw ReadsOnly();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        throw ReadsOnly();

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        throw ReadsOnly();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        throw ReadsOnly();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw ReadsOnly();

    public void Dispose() { }

    private static PasskeyRow? Find(Queries db, byte[] credential) =>
        Passkeys.Find(db, Base64Url.EncodeToString(credential));

    // The attestation is neither checked nor needed after the passkey was added.
    private static UserPasskeyInfo Info(PasskeyRow key) =>
        new(
            Base64Url.DecodeFromChars(key.Credential),
            Convert.FromBase64String(key.PublicKey),
            new DateTimeOffset(Instants.ToInstant(key.CreatedAt)),
            (uint)key.SignCount,
            key.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            isUserVerified: true,
            key.BackupEligible != 0,
            key.BackedUp != 0,
            [],
            []
        );

    private static NotSupportedException ReadsOnly() => new("This store only reads.");
}
