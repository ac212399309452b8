using Foyer.Protocol;
using Foyer.Server.Messages;
using Foyer.Server.Notifications;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>A room's settings: what one hears of it, and for who looks after it name, topic, invites, members and its end.</summary>
public sealed class SettingsModel(
    Reading reading,
    Admitting admitting,
    RoomKeeping keeping,
    MemberKeeping members,
    RoomInviting inviting,
    RoomLevel levels,
    FoyerSettings settings,
    TimeProvider time
) : KeptRoomPage(reading, admitting)
{
    /// <summary>While the room is kept quiet.</summary>
    public string? MutedUntil => Kept.Mine?.MuteUntil is { } until && until > time.Now() ? Clock.ToText(until) : null;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostChangeAsync(long id, CancellationToken cancel)
    {
        var fields = Fields();
        var name = RoomName.Read(fields, settings.Limits);
        var topic = fields.OptionalTitle("topic", settings.Limits.Topic);
        var outcome = fields.Refusal is { } wrong
            ? wrong
            : await keeping.ChangeAsync(Caller, id, new RoomChanges(name, true, topic, null), cancel);
        return await DoneAsync(id, outcome, "Saved.", cancel);
    }

    public async Task<IActionResult> OnPostArchiveAsync(long id, bool archived, CancellationToken cancel) =>
        await DoneAsync(
            id,
            await keeping.ChangeAsync(Caller, id, new RoomChanges(null, false, null, archived), cancel),
            archived ? "The room is closed." : "The room is open again.",
            cancel
        );

    public async Task<IActionResult> OnPostDeleteAsync(long id, CancellationToken cancel)
    {
        if ((await keeping.DeleteAsync(Caller, id, cancel)).Refused(out var refusal))
            return await AgainAsync(id, refusal, cancel);
        Notice("The room is deleted.");
        return Redirect("/room");
    }

    public async Task<IActionResult> OnPostRoleAsync(long id, string member, CancellationToken cancel)
    {
        var fields = Fields();
        var role = fields.Choice("role", "owner", "moderator", "member") ?? "member";
        Outcome<Member> outcome = fields.Refusal is { } wrong
            ? wrong
            : await members.GiveAsync(Caller, id, member, role, cancel);
        return await DoneAsync(id, outcome, $"{member} is {role} now.", cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(long id, string member, CancellationToken cancel) =>
        await DoneAsync(
            id,
            await members.RemoveAsync(Caller, id, member, cancel),
            $"{member} is out of the room.",
            cancel
        );

    public async Task<IActionResult> OnPostInviteAsync(long id, CancellationToken cancel)
    {
        var fields = Fields();
        var seconds = fields.OptionalInteger("expires_in", 60, Admitting.LongestLife / Clock.Second);
        var uses = fields.OptionalInteger("max_uses", 1, Admitting.MostUses);
        Outcome<Invite> outcome = fields.Refusal is { } wrong
            ? wrong
            : await Admitting.MakeAsync(Caller, id, seconds * Clock.Second, uses, cancel);
        return await DoneAsync(id, outcome, "The link is ready.", cancel);
    }

    public async Task<IActionResult> OnPostInvitePersonAsync(long id, string invitee, CancellationToken cancel) =>
        await DoneAsync(
            id,
            await inviting.InviteAsync(Caller, id, invitee ?? "", cancel),
            $"{invitee} is invited.",
            cancel
        );

    public async Task<IActionResult> OnPostRevokeAsync(long id, string code, CancellationToken cancel) =>
        await DoneAsync(id, await Admitting.RevokeAsync(Caller, code, cancel), "The link is revoked.", cancel);

    public async Task<IActionResult> OnPostLevelAsync(long id, string mute, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
            return NotFound();
        var fields = Fields();
        var level = fields.Choice("level", "all", "mentions", "nothing") ?? "all";
        var until = mute == "keep" ? Kept.Mine?.MuteUntil : Until(fields.OptionalInteger("mute", 0, 24 * 365) ?? 0);
        Outcome<Unread> outcome = fields.Refusal is { } wrong
            ? wrong
            : await levels.SetAsync(Caller, id, level, until, cancel);
        return await DoneAsync(id, outcome, "Saved.", cancel);
    }

    private long? Until(long hours) => hours == 0 ? null : time.Now() + hours * Clock.Hour;
}
