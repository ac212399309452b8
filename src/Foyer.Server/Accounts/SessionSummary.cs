using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>A session as shown to its owner in the settings.</summary>
/// <param name="Current">True for the session of the request.</param>
public sealed record SessionSummary(
    string Id,
    string Device,
    string Address,
    string SignedInAt,
    string UsedAt,
    string ExpiresAt,
    bool Remembered,
    bool Current
)
{
    public static SessionSummary From(Session session, string current) =>
        new(
            session.Id,
            session.Agent,
            session.Address,
            Instants.ToText(session.CreatedAt),
            Instants.ToText(session.UsedAt),
            Instants.ToText(session.ExpiresAt),
            session.Binding == SessionBinding.Agent,
            session.Id == current
        );
}
