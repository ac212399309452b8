using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Rooms by REST (<c>chats</c> on the wire).</summary>
internal static class RoomEndpoints
{
    public static void MapRooms(this IEndpointRouteBuilder app)
    {
        var chats = app.MapGroup("/api/chats").WithTags("Rooms");
        chats
            .MapGet("", ListAsync)
            .WithSummary("Returns my rooms, or with public=true the public ones.")
            .Reads(
                QueryParameter.Flag("public", "The public rooms instead of mine."),
                QueryParameter.Text("search", "Words in the name of a public room."),
                QueryParameter.Number("after", "Only rooms with a higher id."),
                QueryParameter.Limit
            )
            .ProducesJson<Listing<RoomResponse>>();
        chats
            .MapPost("", CreateAsync)
            .WithSummary("Creates a room.")
            .AcceptsJson<CreateRoomRequest>()
            .ProducesJson<RoomResponse>(201);
        chats
            .MapPost("join", JoinByNameAsync)
            .WithSummary("Joins the public room with that name, which is created if there is none.")
            .AcceptsJson<JoinRoomRequest>()
            .ProducesJson<RoomResponse>()
            .ProducesJson<RoomResponse>(201);
        chats.MapGet("{id:long}", FindAsync).WithSummary("Returns a room.").ProducesJson<RoomResponse>();
        chats.MapPost("{id:long}/join", JoinAsync).WithSummary("Joins a room.").ProducesJson<RoomResponse>();
        chats.MapPost("{id:long}/leave", LeaveAsync).WithSummary("Leaves a room.").ProducesNothing();
        chats
            .MapGet("{id:long}/members", MembersAsync)
            .WithSummary("Returns the members of a room.")
            .Reads(QueryParameter.Number("after", "Only members with a higher id."), QueryParameter.Limit)
            .ProducesJson<Listing<MemberResponse>>();
        chats
            .MapPost("{id:long}/typing", TypeAsync)
            .WithSummary("Shows the others present that I am typing.")
            .ProducesNothing();
    }

    private sealed record JoinRoomRequest(string Name);

    private sealed record CreateRoomRequest(string Name, string? Kind, string? Topic);

    private static async Task<IResult> ListAsync(
        HttpContext http,
        CurrentUser user,
        RoomQueries reading,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var limit = fields.Limit();
        var after = fields.OptionalInteger("after", 0) ?? 0;
        var search = fields.OptionalText("search", 200);
        var isPublic = fields.Flag("public") ?? false;
        if (fields.Refusal is { } refusal)
            return ApiResults.Refused(refusal);
        var caller = user.Caller;
        var rooms = isPublic
            ? await reading.PublicRoomsAsync(caller, search, after, limit + 1, cancel, online: true)
            : await reading.MyRoomsAsync(caller, after, limit + 1, cancel, online: true);
        return List(http, rooms, limit, room => room.Room.Id, (json, room) => Write(json, room, caller));
    }

    private static async Task<IResult> CreateAsync(
        CurrentUser user,
        JsonBody body,
        Memberships joining,
        RoomQueries reading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var fields = body.Fields;
        var name = RoomName.Parse(fields, settings.Limits);
        var kind = fields.Choice("kind", RoomKind.Public, RoomKind.Private) ?? RoomKind.Public;
        var topic = fields.OptionalTitle("topic", settings.Limits.Topic);
        return fields.Refusal is { } refusal
            ? ApiResults.Refused(refusal)
            : await ShowAsync(await joining.CreateAsync(user.Caller, kind, name, topic, cancel), user, reading, cancel);
    }

    private static async Task<IResult> JoinByNameAsync(
        CurrentUser user,
        JsonBody body,
        Memberships joining,
        RoomQueries reading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var name = RoomName.Parse(body.Fields, settings.Limits);
        return body.Fields.Refusal is { } refusal
            ? ApiResults.Refused(refusal)
            : await ShowAsync(await joining.JoinByNameAsync(user.Caller, name, cancel), user, reading, cancel);
    }

    private static async Task<IResult> FindAsync(
        long id,
        CurrentUser user,
        RoomQueries reading,
        CancellationToken cancel
    ) => Show(await reading.RoomAsync(user.Caller, id, cancel), 200, user.Caller);

    private static async Task<IResult> JoinAsync(
        long id,
        CurrentUser user,
        Memberships joining,
        RoomQueries reading,
        CancellationToken cancel
    ) => await ShowAsync(await joining.JoinAsync(user.Caller, id, cancel), user, reading, cancel);

    private static async Task<IResult> LeaveAsync(
        long id,
        CurrentUser user,
        Memberships joining,
        CancellationToken cancel
    ) => ApiResults.Nothing(await joining.LeaveAsync(user.Caller, id, cancel));

    private static async Task<IResult> MembersAsync(
        long id,
        HttpContext http,
        CurrentUser user,
        RoomQueries reading,
        Hub hub,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var limit = fields.Limit();
        var after = fields.OptionalInteger("after", 0) ?? 0;
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await reading.MembersAsync(user.Caller, id, after, limit + 1, cancel)).Refused(
            out var refusal,
            out var members
        )
            ? ApiResults.Refused(refusal)
            : List(
                http,
                members,
                limit,
                member => member.Id,
                (json, member) => MemberResponse.Write(json, member, hub.Presence.StateOf(member.Id))
            );
    }

    private static async Task<IResult> TypeAsync(
        long id,
        CurrentUser user,
        RoomQueries reading,
        Typing typing,
        CancellationToken cancel
    )
    {
        if ((await reading.FindJoinedAsync(user.Caller, id, cancel)).Refused(out var refusal, out var room))
            return ApiResults.Refused(refusal);
        if (room.CheckWrite() is { } denied)
            return ApiResults.Refused(denied);
        typing.Broadcast(user.Caller.User, id);
        return Results.NoContent();
    }

    private static async Task<IResult> ShowAsync(
        Outcome<JoinResult> outcome,
        CurrentUser user,
        RoomQueries reading,
        CancellationToken cancel
    )
    {
        if (outcome.Refused(out var refusal, out var joined))
            return ApiResults.Refused(refusal);
        return Show(await reading.RoomAsync(user.Caller, joined.Chat, cancel), joined.IsNew ? 201 : 200, user.Caller);
    }

    /// <summary>The room as it is now.</summary>
    internal static async Task<IResult> ShowAsync(
        Caller caller,
        long chat,
        RoomQueries reading,
        CancellationToken cancel
    ) => Show(await reading.RoomAsync(caller, chat, cancel), 200, caller);

    internal static IResult Show(Outcome<RoomSummary> outcome, int status, Caller caller) =>
        outcome.Refused(out var refusal, out var room)
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<RoomSummary>(room, (json, shown) => Write(json, shown, caller), status);

    private static void Write(Utf8JsonWriter json, RoomSummary room, Caller caller) =>
        RoomJson.Write(json, room, caller.User);

    /// <summary>
    /// Returns a list by ascending id; one row more than requested was read to find out whether there is a next page.
    /// </summary>
    private static IResult List<T>(
        HttpContext http,
        List<T> found,
        int limit,
        Func<T, long> id,
        Action<Utf8JsonWriter, T> write
    )
    {
        var (rows, next) = Paged.Cut(found, limit, id);
        return ApiJsonResult.List(new Listing<T>(rows, Listings.With(http.Request, "after", next), null), write);
    }
}
