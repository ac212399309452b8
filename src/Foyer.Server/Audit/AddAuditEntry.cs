using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Audit;

/// <summary>The step by which the audit trail learns what somebody did with a power in an open room.</summary>
/// <param name="subject">The name of whom it was done to, or null.</param>
public delegate void AddAuditEntry(Write write, Caller by, string action, string? subject, string detail);
