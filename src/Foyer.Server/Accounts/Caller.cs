namespace Foyer.Server.Accounts;

/// <summary>Who asks: a person by one of their sessions. Made by <see cref="Sessions"/> only, never from what a client claims.</summary>
/// <param name="User">The account's id.</param>
/// <param name="Username">As it was when the request began.</param>
/// <param name="Avatar">Path of the picture, or null for the default one.</param>
/// <param name="Session">The session's id; every write checks that it still stands.</param>
/// <param name="Role">owner, admin, moderator, or null; null too for a token that may not act as one.</param>
/// <param name="ExpiresAt">When the session ends by itself, microseconds UTC.</param>
public sealed record Caller(long User, string Username, string? Avatar, string Session, string? Role, long ExpiresAt)
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Admin = "admin";

    /// <summary>What a personal access token may do: read, write, admin. Null for a sign-in, which may do all.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>True for a program with a token, which may not change who the account belongs to.</summary>
    public bool IsToken => Scopes is not null;

    public bool May(string scope) => Scopes is null || Scopes.Contains(scope);
}
