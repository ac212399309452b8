using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>Who asks, and with what they may prove that they are more than a session.</summary>
/// <param name="Fields">Of the same request; a <c>password</c> among them counts.</param>
public sealed record Proof(Caller Caller, Fields Fields, Device Device);
