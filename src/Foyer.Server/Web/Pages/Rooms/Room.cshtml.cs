using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Commands;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>
/// A room: its latest messages, its members, and the composer. Reading, paging and writing work without scripts.
/// </summary>
public sealed class RoomModel(
    RoomQueries reading,
    Memberships joining,
    Posting posting,
    CommandTable commands,
    Hub hub,
    FoyerSettings settings
) : FormPage
{
    /// <summary>The blank user for the template of the member list.</summary>
    public static readonly PublicUser Nobody = new(0, "?", null);

    private const int PageSize = 40;

    public RoomView Opened { get; private set; } = null!;

    public IReadOnlyList<MessageRow> Rows { get; private set; } = [];

    public IReadOnlyList<PresentUser> Here { get; private set; } = [];

    public IReadOnlyList<PublicUser> Elsewhere { get; private set; } = [];

    /// <summary>The other member of a direct room.</summary>
    public Member? Partner =>
        Opened.Room.Kind == RoomKind.Direct ? Opened.Members.FirstOrDefault(member => member.Id != Caller.User) : null;

    /// <summary>The initial state for the scripts.</summary>
    public string InitialState => RoomInitialState.Json(Opened, Caller, hub.Presence);

    /// <param name="latest">True to open the room at its end, however much is unread.</param>
    public async Task<IActionResult> OnGetAsync(
        long id,
        long? before,
        long? after,
        bool latest,
        CancellationToken cancel
    ) => await OpenAsync(id, PageOf(before, after, latest), cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostJoinAsync(long id, CancellationToken cancel)
    {
        var outcome = await joining.JoinAsync(Caller, id, cancel);
        return outcome.Refused(out var refusal) ? await AgainAsync(id, refusal, cancel) : Redirect($"/rooms/{id}");
    }

    public async Task<IActionResult> OnPostLeaveAsync(long id, CancellationToken cancel)
    {
        var outcome = await joining.LeaveAsync(Caller, id, cancel);
        if (outcome.Refused(out var refusal))
            return await AgainAsync(id, refusal, cancel);
        Notice("You left the room.");
        return Redirect("/room");
    }

    public async Task<IActionResult> OnPostSayAsync(long id, CancellationToken cancel)
    {
        var fields = Fields();
        var draft = Draft.Parse(fields, id, settings.Limits);
        if (fields.Refusal is null && draft.Command is { } typed)
            return await CommandAsync(id, typed, cancel);
        var outcome = fields.Refusal is { } wrong ? wrong : await posting.PostAsync(Caller, draft);
        return outcome.Refused(out var refusal)
            ? await AgainAsync(id, refusal, cancel)
            : Redirect($"/rooms/{id}?latest=true#write");
    }

    private static HistoryFilter PageOf(long? before, long? after, bool latest) =>
        new(Before: latest ? long.MaxValue : before, After: after, Near: after is not null, Limit: PageSize);

    private async Task<IActionResult> CommandAsync(long id, string typed, CancellationToken cancel)
    {
        var outcome = await commands.RunAsync(Caller, id, typed, commands.MemoryOf(Caller), cancel);
        if (outcome.Refused(out var refusal, out var result))
            return await AgainAsync(id, refusal, cancel);
        Notice(result.Text);
        return Redirect(result.Page ?? $"/rooms/{result.Chat ?? id}?latest=true#write");
    }

    private async Task<IActionResult> AgainAsync(long id, Refusal refusal, CancellationToken cancel) =>
        await OpenAsync(id, PageOf(null, null, latest: true), cancel) ? Again(refusal) : NotFound();

    private async Task<bool> OpenAsync(long id, HistoryFilter page, CancellationToken cancel)
    {
        var outcome = await reading.OpenAsync(Caller, id, page, cancel);
        if (outcome.Refused(out _, out var opened))
            return false;
        Opened = opened;
        Rows = MessageRow.Of(opened.Messages, Caller.User, opened.Position.FirstUnread);
        var members = opened
            .Members.Select(member => new PublicUser(member.Id, member.Username, member.Avatar))
            .OrderBy(member => member.Username)
            .ToLookup(member => hub.Presence.IsOnline(member.Id));
        Here =
        [
            .. members[true]
                .Select(member => new PresentUser(member, hub.Presence.StateOf(member.Id) == PresenceState.Away)),
        ];
        Elsewhere = [.. members[false]];
        return true;
    }
}
