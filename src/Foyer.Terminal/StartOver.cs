namespace Foyer.Terminal;

/// <summary>The person wants to sign in with another name: the sign-in begins again on a new connection.</summary>
internal sealed class StartOver() : Exception("The sign-in begins again.");
