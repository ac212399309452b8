using Foyer.Server.Accounts;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>An entry of the admin navigation.</summary>
/// <param name="MinimumRole">The lowest role that has access.</param>
public sealed record AdminSection(string Path, string Title, string MinimumRole)
{
    public static readonly AdminSection Users = new("/admin", "Health and users", "moderator");
    public static readonly AdminSection Rooms = new("/admin/rooms", "Rooms", "moderator");
    public static readonly AdminSection Events = new("/admin/events", "Events", "moderator");
    public static readonly AdminSection Reports = new("/admin/reports", "Reports", "moderator");
    public static readonly AdminSection Registrations = new("/admin/registrations", "Registrations", "admin");
    public static readonly AdminSection Mail = new("/admin/mail", "Mail", "admin");
    public static readonly AdminSection Audit = new("/admin/audit", "Audit trail", "admin");

    /// <summary>In the order of the tabs.</summary>
    public static readonly AdminSection[] All = [Users, Rooms, Events, Reports, Registrations, Mail, Audit];

    public bool IsOpenTo(string? role) => Roles.LevelOf(role) >= Roles.LevelOf(MinimumRole);
}
