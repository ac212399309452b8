using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>A user who has signed in at a terminal.</summary>
/// <param name="IsByToken">True when the session existed before, so it does not end with the connection.</param>
internal sealed record Entered(Caller Caller, Device Device, bool IsByToken);
