using Foyer.Server.Moderation;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The rooms by id, kind and counts.</summary>
public sealed class RoomsModel(RoomCount rooms) : HousePage
{
    public override HouseSection Section => HouseSection.Rooms;

    public IReadOnlyList<RoomCountLine> Rooms { get; private set; } = [];

    public async Task OnGetAsync(long from, CancellationToken cancel) =>
        Rooms = Cut(await rooms.ReadAsync(from, PageSize + 1, cancel), line => line.Id);
}
