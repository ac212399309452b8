using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Foyer.Server.Storage;

/// <summary>Random secrets in links, tokens and codes, and the form in which they are stored.</summary>
public static class Secrets
{
    /// <summary>Returns this number of random bytes as text that may be part of an address.</summary>
    public static string Create(int bytes = 16) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Returns the stored form of a secret.</summary>
    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
