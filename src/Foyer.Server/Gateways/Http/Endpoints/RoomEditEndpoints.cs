using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Changes to a room: its name, topic and archiving, and the roles of its members.</summary>
internal static class RoomEditEndpoints
{
    public static void MapRoomEdits(this IEndpointRouteBuilder app)
    {
        var chats = app.MapGroup("/api/chats/{id:long}").WithTags("Rooms");
        chats
            .MapPatch("", ChangeAsync)
            .WithSummary("Renames a room, sets its topic, archives it or opens it again.")
            .AcceptsJson<UpdateRoomRequest>()
            .ProducesJson<RoomResponse>();
        chats.MapDelete("", DeleteAsync).WithSummary("Deletes a room and its messages.").ProducesNothing();
        chats
            .MapPatch("members/{name}", GiveAsync)
            .WithSummary("Changes the role of a member: owner, moderator or member.")
            .AcceptsJson<SetRoleRequest>()
            .ProducesJson<MemberResponse>();
        chats.MapDelete("members/{name}", RemoveAsync).WithSummary("Removes a member from a room.").ProducesNothing();
    }

    private sealed record UpdateRoomRequest(string? Name, string? Topic, bool? Archived);

    private sealed record SetRoleRequest(string Role);

    private static async Task<IResult> ChangeAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        RoomEdits keeping,
        RoomQueries reading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var changes = RoomDraft.Parse(body.Fields, settings.Limits);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await keeping.ChangeAsync(user.Caller, id, changes, cancel)).Refused(out var refusal)
            ? ApiResults.Refused(refusal)
            : await RoomEndpoints.ShowAsync(user.Caller, id, reading, cancel);
    }

    private static async Task<IResult> DeleteAsync(
        long id,
        CurrentUser user,
        RoomEdits keeping,
        CancellationToken cancel
    ) => ApiResults.Nothing(await keeping.DeleteAsync(user.Caller, id, cancel));

    private static async Task<IResult> GiveAsync(
        long id,
        string name,
        CurrentUser user,
        JsonBody body,
        RoomMembers keeping,
        Hub hub,
        CancellationToken cancel
    )
    {
        var role = body.Fields.Choice("role", RoomRole.Owner, RoomRole.Moderator, RoomRole.Member);
        if (role is null)
            body.Fields.Refuse("role", "This field is required.", "required");
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await keeping.SetRoleAsync(user.Caller, id, name, role!.Value, cancel)).Refused(
            out var refusal,
            out var member
        )
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<Member>(
                member,
                (json, shown) => MemberResponse.Write(json, shown, hub.Presence.StateOf(shown.Id))
            );
    }

    private static async Task<IResult> RemoveAsync(
        long id,
        string name,
        CurrentUser user,
        RoomMembers keeping,
        CancellationToken cancel
    ) => ApiResults.Nothing(await keeping.RemoveAsync(user.Caller, id, name, cancel));
}
