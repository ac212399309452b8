using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>The list of rooms: joined ones, open ones, and a field to join or create a room by name.</summary>
public sealed class IndexModel(RoomQueries reading, Memberships joining, FoyerSettings settings) : FormPage
{
    private const int Most = 200;
    private const int PageSize = 50;

    public IReadOnlyList<RoomSummary> Mine { get; private set; } = [];

    public IReadOnlyList<RoomSummary> Open { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    public long? Next { get; private set; }

    public Task OnGetAsync(long after, CancellationToken cancel) => ReadAsync(after, cancel);

    public async Task<IActionResult> OnPostEnterAsync(CancellationToken cancel)
    {
        var fields = Fields();
        var name = RoomName.Parse(fields, settings.Limits);
        var outcome = fields.Refusal is { } wrong ? wrong : await joining.JoinByNameAsync(Caller, name, cancel);
        return await WalkInAsync(outcome, cancel);
    }

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancel)
    {
        var fields = Fields();
        var name = RoomName.Parse(fields, settings.Limits);
        var outcome = fields.Refusal is { } wrong
            ? wrong
            : await joining.CreateAsync(Caller, RoomKind.Private, name, null, cancel);
        return await WalkInAsync(outcome, cancel);
    }

    public async Task<IActionResult> OnPostJoinAsync(long id, CancellationToken cancel) =>
        await WalkInAsync(await joining.JoinAsync(Caller, id, cancel), cancel);

    private async Task<IActionResult> WalkInAsync(Outcome<JoinResult> outcome, CancellationToken cancel)
    {
        if (!outcome.Refused(out var refusal, out var joined))
            return Redirect($"/rooms/{joined.Chat}");
        await ReadAsync(0, cancel);
        return Again(refusal);
    }

    private async Task ReadAsync(long after, CancellationToken cancel)
    {
        Search = string.IsNullOrWhiteSpace(Search) ? null : Search.Trim();
        Mine = await reading.MyRoomsAsync(Caller, 0, Most, cancel);
        var found = await reading.PublicRoomsAsync(Caller, Search, after, PageSize + 1, cancel);
        (var page, Next) = Paged.Cut(found, PageSize, room => room.Room.Id);
        Open = [.. page.Where(room => Search is not null || room.Room.Role is null)];
    }
}
