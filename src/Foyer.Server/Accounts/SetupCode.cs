using System.Security.Cryptography;
using System.Text;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Protects an empty server that others can reach, where they could become its owner first: the first registration then needs a
/// code that only the console shows.
/// </summary>
public sealed class SetupCode(bool needed)
{
    /// <summary>Null where no code is needed.</summary>
    public string? Code { get; } = needed ? Secrets.Create(12) : null;

    public bool Opens(string? given) =>
        Code is null
        || (
            given is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Code))
        );
}
