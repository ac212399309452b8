using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.People;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Direct;

/// <summary>Direct rooms, message requests of other users, and a form to start a conversation.</summary>
public sealed class IndexModel(
    DirectRooms rooms,
    MessageRequests requests,
    RoomQueries reading,
    Posting posting,
    Profiles people,
    FoyerSettings settings
) : FormPage
{
    private const int Most = 200;
    private const int Few = 5;

    /// <summary>The name in the field: from the address, or as it was typed.</summary>
    public string? To { get; private set; }

    public IReadOnlyList<RoomSummary> Requests { get; private set; } = [];

    public IReadOnlyList<RoomSummary> Conversations { get; private set; } = [];

    /// <summary>Users with names similar to an unknown one.</summary>
    public IReadOnlyList<NamedUser> Similar { get; private set; } = [];

    /// <summary>True when the recipient accepts messages from friends only and could be sent a friend request.</summary>
    public bool MightAsk => Form.Errors is [{ Code: "not_accepted" }, ..] && To is not null;

    public async Task<IActionResult> OnGetAsync(string? name, CancellationToken cancel)
    {
        if (name is not null && await rooms.FindAsync(Caller, name, cancel) is { } chat)
            return Redirect($"/rooms/{chat}");
        await LoadAsync(name, cancel);
        if (name is null || !(await people.ProfileAsync(Caller, name, cancel)).Refused(out var refusal))
            return Page();
        await LookAroundAsync(name, cancel);
        return Again(refusal, nobody: true);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var fields = Fields();
        var name = fields.Text("name", EmailAddresses.MaxLength);
        var subject = fields.OptionalTitle("subject", settings.Limits.Subject);
        var text = fields.OptionalText("text", settings.Limits.Message, lines: true);
        if (fields.Refusal is { } wrong)
            return await AgainAsync(name, wrong, cancel);
        if ((await rooms.OpenAsync(Caller, name, cancel)).Refused(out var refusal, out var opened))
            return await AgainAsync(name, refusal, cancel);
        if (
            text is not null
            && (await posting.PostAsync(Caller, new Draft(opened.Chat, text, subject))).Refused(out var unsent)
        )
            return await AgainAsync(name, unsent, cancel);
        return Redirect($"/rooms/{opened.Chat}");
    }

    public async Task<IActionResult> OnPostAnswerAsync(long chat, bool accept, CancellationToken cancel)
    {
        if ((await requests.AnswerAsync(Caller, chat, accept, cancel)).Refused(out var refusal))
            return await AgainAsync(null, refusal, cancel);
        if (accept)
            return Redirect($"/rooms/{chat}");
        Notice("Refused. They cannot write to you any more, unless you write to them.");
        return Redirect("/chat");
    }

    private async Task<IActionResult> AgainAsync(string? name, Refusal refusal, CancellationToken cancel)
    {
        await LoadAsync(name, cancel);
        var nobody = refusal.Errors is [{ Code: "user_not_found" }, ..];
        if (nobody && !string.IsNullOrEmpty(name))
            await LookAroundAsync(name, cancel);
        return Again(refusal, nobody);
    }

    /// <summary>Attaches the error of an unknown name to the field in which it was typed.</summary>
    private IActionResult Again(Refusal refusal, bool nobody) =>
        base.Again(
            nobody ? Refusal.Of(refusal.Status, refusal.Errors[0].Code, "Nobody here has this name.", "name") : refusal
        );

    private async Task LookAroundAsync(string name, CancellationToken cancel) =>
        Similar = (await people.SearchAsync(Caller, name, new Cursor(null, null, Few), cancel)).Rows;

    private async Task LoadAsync(string? name, CancellationToken cancel)
    {
        To = name;
        var (waiting, refused) = await requests.ListAsync(Caller, cancel);
        var mine = (await reading.MyRoomsAsync(Caller, 0, Most, cancel))
            .Where(room => room.Room.Kind == RoomKind.Direct && !refused.Contains(room.Room.Id))
            .OrderByDescending(room => room.LastMessage?.Id ?? 0)
            .ToLookup(room => waiting.Contains(room.Room.Id));
        (Requests, Conversations) = ([.. mine[true]], [.. mine[false]]);
    }
}
