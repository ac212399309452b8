using System.Globalization;
using Foyer.Server.Storage;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Foyer.Server.Accounts;

/// <summary>
/// The signed part of a session: JSON Web Tokens (RFC 7519) with exactly one algorithm, signed with the current key. Tokens
/// signed with the previous key are still valid.
/// </summary>
public sealed class SessionTokens
{
    private const string Name = "foyer";
    private const string SessionClaim = JwtRegisteredClaimNames.Sid;

    private readonly JsonWebTokenHandler handler = new()
    {
        MaximumTokenSizeInBytes = 1024,
        SetDefaultTimesOnTokenCreation = false,
    };
    private readonly List<SymmetricSecurityKey> keys;
    private readonly TokenValidationParameters validation;

    /// <param name="keys">The current key, optionally followed by the previous one.</param>
    public SessionTokens(params IReadOnlyList<(string Id, byte[] Secret)> keys)
    {
        this.keys = [.. keys.Take(2).Select(key => new SymmetricSecurityKey(key.Secret) { KeyId = key.Id })];
        validation = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeyResolver = (_, _, id, _) => this.keys.Where(key => key.KeyId == id),
            TryAllIssuerSigningKeys = false,
            ValidIssuer = Name,
            ValidAudience = Name,
            // The session's row holds the expiry. A clock that is set back must not end the sessions that were opened before.
            ValidateLifetime = false,
        };
    }

    /// <summary>
    /// Returns the keys of the data folder: a file with a higher number becomes the current key at the next start.
    /// </summary>
    public static SessionTokens From(DataFolder folder)
    {
        folder.Secret("jwt-1");
        var ids = folder
            .Secrets("jwt-")
            .Select(name => int.TryParse(name.AsSpan("jwt-".Length), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .OrderDescending();
        return new SessionTokens([
            .. ids.Select(id => (id.ToString(CultureInfo.InvariantCulture), folder.Secret($"jwt-{id}"))),
        ]);
    }

    public string Issue(long user, string session, long issuedAt, long expiresAt) =>
        handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Name,
                Audience = Name,
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = user.ToString(CultureInfo.InvariantCulture),
                    [SessionClaim] = session,
                },
                IssuedAt = Instants.ToInstant(issuedAt),
                Expires = Instants.ToInstant(expiresAt),
                SigningCredentials = new SigningCredentials(keys[0], SecurityAlgorithms.HmacSha256),
            }
        );

    /// <summary>
    /// Returns the session that a token was issued for, or null when it was not issued here or has been changed.
    /// </summary>
    public async ValueTask<string?> FindSessionAsync(string token)
    {
        // Everything else throws before it is refused, which costs more than a valid token.
        if (token.Length > handler.MaximumTokenSizeInBytes || !handler.CanReadToken(token))
            return null;
        var result = await handler.ValidateTokenAsync(token, validation);
        return
            result.IsValid && ((JsonWebToken)result.SecurityToken).TryGetPayloadValue(SessionClaim, out string session)
            ? session
            : null;
    }
}
