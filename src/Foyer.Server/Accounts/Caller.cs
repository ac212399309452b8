namespace Foyer.Server.Accounts;

/// <summary>
/// An authenticated user with one of their sessions. Created by <see cref="Sessions"/> only, never from client input.
/// </summary>
/// <param name="User">The account's id.</param>
/// <param name="Username">The name at the beginning of the request.</param>
/// <param name="Avatar">Path of the picture, or null for the default one.</param>
/// <param name="Session">The session's id; every write checks that the session still exists.</param>
/// <param name="Role">Null also for a token without the scope admin.</param>
/// <param name="ExpiresAt">When the session expires, in microseconds since 1970 (UTC).</param>
public sealed record Caller(
    long User,
    string Username,
    string? Avatar,
    string Session,
    ServerRole? Role,
    long ExpiresAt
)
{
    /// <summary>
    /// The scopes of a personal access token. Null for a sign-in, which has no restriction.
    /// </summary>
    public IReadOnlyList<TokenScope>? Scopes { get; init; }

    /// <summary>
    /// True for a program with a token, which may not change sign-in data such as the password or e-mail address.
    /// </summary>
    public bool IsToken => Scopes is not null;

    public bool May(TokenScope scope) => Scopes is null || Scopes.Contains(scope);
}

/// <summary>What a personal access token may be used for.</summary>
public enum TokenScope
{
    Read = 1,
    Write,
    Admin,
}
