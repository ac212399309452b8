using Foyer.Server.Moderation;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The rooms by id, kind and counts.</summary>
public sealed class RoomsModel(RoomDirectory rooms) : AdminPage
{
    public override AdminSection Section => AdminSection.Rooms;

    public IReadOnlyList<RoomActivitySummary> Rooms { get; private set; } = [];

    public async Task OnGetAsync(long from, CancellationToken cancel) =>
        Rooms = Cut(await rooms.ListAsync(from, PageSize + 1, cancel), line => line.Id);
}
