namespace Foyer.Server.Accounts;

/// <summary>A new session, with the token that opens it.</summary>
/// <param name="Remembered">True when it shall outlive the browser.</param>
public sealed record SignedIn(OwnAccount User, string Token, TimeSpan Lifetime, bool Remembered);
