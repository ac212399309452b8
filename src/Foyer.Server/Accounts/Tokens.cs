using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// The signed half of a session (C-02): JSON Web Tokens with exactly one algorithm. The header is one of at most two
/// constants, for the current key and the one before, and is compared, never parsed.
/// </summary>
public sealed class Tokens
{
    private const string Name = "foyer";
    private const int Longest = 1024;

    private readonly List<(string Header, byte[] Key)> keys;

    /// <param name="keys">The current key first, then perhaps the one before.</param>
    public Tokens(params IReadOnlyList<(string Id, byte[] Secret)> keys) =>
        this.keys = [.. keys.Take(2).Select(key => (Header(key.Id), key.Secret))];

    /// <summary>The keys of the data folder: a file with a higher number becomes the current one at the next start.</summary>
    public static Tokens From(DataFolder folder)
    {
        folder.Secret("jwt-1");
        var ids = folder
            .Secrets("jwt-")
            .Select(name => int.TryParse(name.AsSpan("jwt-".Length), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .OrderDescending();
        return new Tokens([
            .. ids.Select(id => (id.ToString(CultureInfo.InvariantCulture), folder.Secret($"jwt-{id}"))),
        ]);
    }

    public string Issue(long user, string session, long issuedAt, long expiresAt)
    {
        var claims = new Claims(
            Name,
            Name,
            user.ToString(CultureInfo.InvariantCulture),
            session,
            issuedAt / Clock.Second,
            expiresAt / Clock.Second
        );
        var (header, key) = keys[0];
        var signed = $"{header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>
    /// The session a token was issued for, or null when it is not ours or changed. When it ends is for the session's row to say, which
    /// carries the same instant: a row that has expired is removed, and no clock that is set back brings it back. Nor does such
    /// a clock end the sessions opened before: <c>iat</c> is not compared with it.
    /// </summary>
    public string? Session(string token)
    {
        if (token.Length > Longest)
            return null;
        foreach (var (header, key) in keys)
            if (
                token.StartsWith(header, StringComparison.Ordinal)
                && token.Length > header.Length
                && token[header.Length] == '.'
            )
                return IsSigned(token, key) ? Read(token, header.Length + 1) : null;
        return null;
    }

    private static bool IsSigned(string token, byte[] key)
    {
        var last = token.LastIndexOf('.');
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token[..last]), expected);
        Span<byte> given = stackalloc byte[48];
        return token.Length - last - 1 == 43
            && Base64Url.IsValid(token.AsSpan(last + 1))
            && Base64Url.TryDecodeFromChars(token.AsSpan(last + 1), given, out var length)
            && CryptographicOperations.FixedTimeEquals(expected, given[..length]);
    }

    private static string? Read(string token, int start)
    {
        var payload = token.AsSpan(start, token.LastIndexOf('.') - start);
        try
        {
            var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(payload));
            return claims is { iss: Name, aud: Name } ? claims.sid : null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Header(string id) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"HS256","kid":"{{id}}","typ":"JWT"}"""));

    // Named as the standard spells them.
    private sealed record Claims(string iss, string aud, string sub, string sid, long iat, long exp);
}
