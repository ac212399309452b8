using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>A page about a room and the user's membership, which is shown again with the errors of a refusal.</summary>
public abstract class RoomSettingsPage(RoomQueries reading, InviteLinks admitting) : FormPage
{
    public RoomSettingsView View { get; private set; } = null!;

    public IReadOnlyList<InviteLink> Invites { get; private set; } = [];

    public long Me => Caller.User;

    protected InviteLinks InviteLinks => admitting;

    /// <summary>Returns false when the user cannot see such a room.</summary>
    protected async Task<bool> LoadAsync(long id, CancellationToken cancel)
    {
        if ((await reading.FindSettingsAsync(Caller, id, cancel)).Refused(out _, out var view))
            return false;
        View = view;
        if (view.MayInvite && !(await admitting.ListAsync(Caller, id, cancel)).Refused(out _, out var invites))
            Invites = invites;
        return true;
    }

    protected async Task<IActionResult> DoneAsync<T>(
        long id,
        Outcome<T> outcome,
        string words,
        CancellationToken cancel
    )
    {
        if (outcome.Refused(out var refusal))
            return await AgainAsync(id, refusal, cancel);
        Notice(words);
        return Redirect($"/rooms/{id}/settings");
    }

    protected async Task<IActionResult> AgainAsync(long id, Refusal refusal, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Again(refusal) : NotFound();
}
