namespace Foyer.Server.Accounts;

/// <summary>A session that ended, told after the commit; whatever it holds open must close.</summary>
public sealed record SessionEnd(string Session, long User, SessionEndReason Reason);

public enum SessionEndReason
{
    SignedOut,
    Expired,
    UsedElsewhere,
    Banned,
}
