using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>A room's settings: notifications, and for its owner name, topic, invite links, members and archiving.</summary>
public sealed class SettingsModel(
    RoomQueries reading,
    InviteLinks admitting,
    RoomEdits keeping,
    RoomMembers members,
    RoomInvitations inviting,
    NotificationLevels levels,
    FoyerSettings settings,
    TimeProvider time
) : RoomSettingsPage(reading, admitting)
{
    /// <summary>Until when the room is muted, or null.</summary>
    public string? MutedUntil =>
        View.Mine?.MuteUntil is { } until && until > time.Now() ? Instants.ToText(until) : null;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostChangeAsync(long id, CancellationToken cancel)
    {
        var fields = Fields();
        var name = RoomName.Parse(fields, settings.Limits);
        var topic = fields.OptionalTitle("topic", settings.Limits.Topic);
        var outcome = fields.Refusal is { } wrong
            ? wrong
            : await keeping.ChangeAsync(Caller, id, new RoomDraft(name, true, topic, null), cancel);
        return await DoneAsync(id, outcome, "Saved.", cancel);
    }

    public async Task<IActionResult> OnPostArchiveAsync(long id, bool archived, CancellationToken cancel) =>
        await DoneAsync(
            id,
            await keeping.ChangeAsync(Caller, id, new RoomDraft(null, false, null, archived), cancel),
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
        var role = fields.Choice("role", RoomRole.Owner, RoomRole.Moderator, RoomRole.Member) ?? RoomRole.Member;
        Outcome<Member> outcome = fields.Refusal is { } wrong
            ? wrong
            : await members.SetRoleAsync(Caller, id, member, role, cancel);
        return await DoneAsync(id, outcome, $"{member} is {role.ToText()} now.", cancel);
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
        var seconds = fields.OptionalInteger("expires_in", 60, InviteLinks.MaxLifetime / Instants.Second);
        var uses = fields.OptionalInteger("max_uses", 1, InviteLinks.MaxUses);
        Outcome<InviteLink> outcome = fields.Refusal is { } wrong
            ? wrong
            : await InviteLinks.CreateAsync(Caller, id, seconds * Instants.Second, uses, cancel);
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
        await DoneAsync(id, await InviteLinks.RevokeAsync(Caller, code, cancel), "The link is revoked.", cancel);

    public async Task<IActionResult> OnPostLevelAsync(long id, string mute, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
            return NotFound();
        var fields = Fields();
        var level =
            fields.Choice("level", NotificationLevel.All, NotificationLevel.Mentions, NotificationLevel.Nothing)
            ?? NotificationLevel.All;
        var until = mute == "keep" ? View.Mine?.MuteUntil : Until(fields.OptionalInteger("mute", 0, 24 * 365) ?? 0);
        Outcome<UnreadState> outcome = fields.Refusal is { } wrong
            ? wrong
            : await levels.SetAsync(Caller, id, level, until, cancel);
        return await DoneAsync(id, outcome, "Saved.", cancel);
    }

    private long? Until(long hours) => hours == 0 ? null : time.Now() + hours * Instants.Hour;
}
