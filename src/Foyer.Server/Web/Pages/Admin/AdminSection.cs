using Foyer.Server.Accounts;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>An entry of the admin navigation.</summary>
/// <param name="MinimumRole">The lowest role that has access.</param>
public sealed record AdminSection(string Path, string Title, ServerRole MinimumRole)
{
    public static readonly AdminSection Users = new("/admin", "Health and users", ServerRole.Moderator);
    public static readonly AdminSection Rooms = new("/admin/rooms", "Rooms", ServerRole.Moderator);
    public static readonly AdminSection Events = new("/admin/events", "Events", ServerRole.Moderator);
    public static readonly AdminSection Reports = new("/admin/reports", "Reports", ServerRole.Moderator);
    public static readonly AdminSection Registrations = new("/admin/registrations", "Registrations", ServerRole.Admin);
    public static readonly AdminSection Mail = new("/admin/mail", "Mail", ServerRole.Admin);
    public static readonly AdminSection Audit = new("/admin/audit", "Audit trail", ServerRole.Admin);

    /// <summary>In the order of the tabs.</summary>
    public static readonly AdminSection[] All = [Users, Rooms, Events, Reports, Registrations, Mail, Audit];

    public bool IsOpenTo(ServerRole? role) => role.IsAtLeast(MinimumRole);
}
