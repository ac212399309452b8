using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Foyer.Server.Accounts;

/// <summary>
/// Where others can reach an empty server, they could become its owner first: there the first registration needs a code that
/// only the console shows.
/// </summary>
public sealed class SetupCode(bool needed)
{
    /// <summary>Null where no code is needed.</summary>
    public string? Code { get; } = needed ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12)) : null;

    public bool Opens(string? given) =>
        Code is null
        || (
            given is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Code))
        );
}
