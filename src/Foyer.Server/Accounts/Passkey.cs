using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>A passkey of one of the user's devices, as shown to its owner.</summary>
public sealed record Passkey(long Id, string Name, string CreatedAt, string UsedAt)
{
    internal static Passkey From(PasskeyRow row) =>
        new(row.Id, row.Name, Instants.ToText(row.CreatedAt), Instants.ToText(row.UsedAt));
}

/// <param name="Credential">The device's name for the key, base64url.</param>
/// <param name="PublicKey">COSE, base64.</param>
internal sealed record PasskeyRow(
    long Id,
    long UserId,
    string Credential,
    string PublicKey,
    string Name,
    long SignCount,
    string Transports,
    long BackupEligible,
    long BackedUp,
    long CreatedAt,
    long UsedAt
)
{
    public const string Select = """
        select id, user_id as UserId, credential, public_key as PublicKey, name, sign_count as SignCount, transports,
            backup_eligible as BackupEligible, backed_up as BackedUp, created_at as CreatedAt, used_at as UsedAt
        from passkeys
        """;
}
