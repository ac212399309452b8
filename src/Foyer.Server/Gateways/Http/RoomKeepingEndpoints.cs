using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>Looking after a room (contract section 5): its name, topic and end, and the parts of its members.</summary>
internal static class RoomKeepingEndpoints
{
    public static void MapRoomKeeping(this IEndpointRouteBuilder app)
    {
        var chats = app.MapGroup("/api/chats/{id:long}").WithTags("Rooms");
        chats
            .MapPatch("", ChangeAsync)
            .WithSummary("Renames a room, sets its topic, archives it or opens it again.")
            .Takes<RoomChange>()
            .Gives<RoomObject>();
        chats.MapDelete("", DeleteAsync).WithSummary("Deletes a room and its messages.").GivesNothing();
        chats
            .MapPatch("members/{name}", GiveAsync)
            .WithSummary("Changes the role of a member: owner, moderator or member.")
            .Takes<Part>()
            .Gives<MemberObject>();
        chats.MapDelete("members/{name}", RemoveAsync).WithSummary("Removes a member from a room.").GivesNothing();
    }

    private sealed record RoomChange(string? Name, string? Topic, bool? Archived);

    private sealed record Part(string Role);

    private static async Task<IResult> ChangeAsync(
        long id,
        Asker asker,
        Body body,
        RoomKeeping keeping,
        Reading reading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var changes = RoomChanges.Read(body.Fields, settings.Limits);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await keeping.ChangeAsync(asker.Caller, id, changes, cancel)).Refused(out var refusal)
            ? Answer.Refused(refusal)
            : await RoomEndpoints.ShowAsync(asker.Caller, id, reading, cancel);
    }

    private static async Task<IResult> DeleteAsync(
        long id,
        Asker asker,
        RoomKeeping keeping,
        CancellationToken cancel
    ) => Answer.Nothing(await keeping.DeleteAsync(asker.Caller, id, cancel));

    private static async Task<IResult> GiveAsync(
        long id,
        string name,
        Asker asker,
        Body body,
        MemberKeeping keeping,
        Hub hub,
        CancellationToken cancel
    )
    {
        var role = body.Fields.Choice("role", "owner", "moderator", "member");
        if (role is null)
            body.Fields.Refuse("role", "This field is required.", "required");
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await keeping.GiveAsync(asker.Caller, id, name, role!, cancel)).Refused(out var refusal, out var member)
            ? Answer.Refused(refusal)
            : new Written<Member>(member, (json, shown) => MemberObject.Write(json, shown, hub.Presence.Of(shown.Id)));
    }

    private static async Task<IResult> RemoveAsync(
        long id,
        string name,
        Asker asker,
        MemberKeeping keeping,
        CancellationToken cancel
    ) => Answer.Nothing(await keeping.RemoveAsync(asker.Caller, id, name, cancel));
}
