using Foyer.Server.Accounts;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>One door of the house's sub-navigation.</summary>
/// <param name="Least">The lowest role it is open to.</param>
public sealed record HouseSection(string Path, string Title, string Least)
{
    public static readonly HouseSection Users = new("/admin", "Health and users", "moderator");
    public static readonly HouseSection Rooms = new("/admin/rooms", "Rooms", "moderator");
    public static readonly HouseSection Events = new("/admin/events", "Events", "moderator");
    public static readonly HouseSection Reports = new("/admin/reports", "Reports", "moderator");
    public static readonly HouseSection Registrations = new("/admin/registrations", "Registrations", "admin");
    public static readonly HouseSection Mail = new("/admin/mail", "Mail", "admin");
    public static readonly HouseSection Audit = new("/admin/audit", "Audit trail", "admin");

    /// <summary>In the order of the tabs.</summary>
    public static readonly HouseSection[] All = [Users, Rooms, Events, Reports, Registrations, Mail, Audit];

    public bool IsOpenTo(string? role) => Rank.Of(role) >= Rank.Of(Least);
}
