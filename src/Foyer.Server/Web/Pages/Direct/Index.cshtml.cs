using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Direct;

/// <summary>One's conversations with single people, and a field to begin another (S000-50).</summary>
public sealed class IndexModel(DirectRooms rooms, Reading reading) : FormPage
{
    private const int Most = 200;

    /// <summary>The name in the field: from the address, or as it was typed.</summary>
    public string? To { get; private set; }

    public IReadOnlyList<RoomOverview> Conversations { get; private set; } = [];

    public Task OnGetAsync(string? name, CancellationToken cancel) => LoadAsync(name, cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var name = Request.Form["name"].ToString().Trim();
        if ((await rooms.OpenAsync(Caller, name, cancel)).Refused(out var refusal, out var opened))
        {
            await LoadAsync(name, cancel);
            return Again(refusal);
        }
        return Redirect($"/rooms/{opened.Chat}");
    }

    private async Task LoadAsync(string? name, CancellationToken cancel)
    {
        To = name;
        var mine = await reading.MyRoomsAsync(Caller, 0, Most, cancel);
        Conversations = [.. mine.Where(room => room.Room.Kind == "direct")];
    }
}
