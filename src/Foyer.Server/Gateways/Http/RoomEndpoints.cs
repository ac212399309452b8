using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>Rooms by REST (contract section 5; <c>chats</c> on the wire).</summary>
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
            .Gives<Listing<RoomObject>>();
        chats.MapPost("", CreateAsync).WithSummary("Creates a room.").Takes<NewRoom>().Gives<RoomObject>(201);
        chats
            .MapPost("join", JoinByNameAsync)
            .WithSummary("Joins the public room with that name, which is created if there is none.")
            .Takes<RoomNamed>()
            .Gives<RoomObject>()
            .Gives<RoomObject>(201);
        chats.MapGet("{id:long}", FindAsync).WithSummary("Returns a room.").Gives<RoomObject>();
        chats.MapPost("{id:long}/join", JoinAsync).WithSummary("Joins a room.").Gives<RoomObject>();
        chats.MapPost("{id:long}/leave", LeaveAsync).WithSummary("Leaves a room.").GivesNothing();
        chats
            .MapGet("{id:long}/members", MembersAsync)
            .WithSummary("Returns the members of a room.")
            .Reads(QueryParameter.Number("after", "Only members with a higher id."), QueryParameter.Limit)
            .Gives<Listing<MemberObject>>();
        chats
            .MapPost("{id:long}/typing", TypeAsync)
            .WithSummary("Shows the others present that I am typing.")
            .GivesNothing();
    }

    private sealed record RoomNamed(string Name);

    private sealed record NewRoom(string Name, string? Kind, string? Topic);

    private static async Task<IResult> ListAsync(
        HttpContext http,
        Asker asker,
        Reading reading,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var limit = fields.Limit();
        var after = fields.OptionalInteger("after", 0) ?? 0;
        var search = fields.OptionalText("search", 200);
        var isPublic = fields.Flag("public") ?? false;
        if (fields.Refusal is { } refusal)
            return Answer.Refused(refusal);
        var caller = asker.Caller;
        var rooms = isPublic
            ? await reading.PublicRoomsAsync(caller, search, after, limit + 1, cancel, online: true)
            : await reading.MyRoomsAsync(caller, after, limit + 1, cancel, online: true);
        return List(http, rooms, limit, room => room.Room.Id, (json, room) => Write(json, room, caller));
    }

    private static async Task<IResult> CreateAsync(
        Asker asker,
        Body body,
        Joining joining,
        Reading reading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var fields = body.Fields;
        var name = RoomName.Read(fields, settings.Limits);
        var kind = fields.Choice("kind", "public", "private") ?? "public";
        var topic = fields.OptionalTitle("topic", settings.Limits.Topic);
        return fields.Refusal is { } refusal
            ? Answer.Refused(refusal)
            : await ShowAsync(
                await joining.CreateAsync(asker.Caller, kind, name, topic, cancel),
                asker,
                reading,
                cancel
            );
    }

    private static async Task<IResult> JoinByNameAsync(
        Asker asker,
        Body body,
        Joining joining,
        Reading reading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var name = RoomName.Read(body.Fields, settings.Limits);
        return body.Fields.Refusal is { } refusal
            ? Answer.Refused(refusal)
            : await ShowAsync(await joining.JoinByNameAsync(asker.Caller, name, cancel), asker, reading, cancel);
    }

    private static async Task<IResult> FindAsync(long id, Asker asker, Reading reading, CancellationToken cancel) =>
        Show(await reading.RoomAsync(asker.Caller, id, cancel), 200, asker.Caller);

    private static async Task<IResult> JoinAsync(
        long id,
        Asker asker,
        Joining joining,
        Reading reading,
        CancellationToken cancel
    ) => await ShowAsync(await joining.JoinAsync(asker.Caller, id, cancel), asker, reading, cancel);

    private static async Task<IResult> LeaveAsync(long id, Asker asker, Joining joining, CancellationToken cancel) =>
        Answer.Nothing(await joining.LeaveAsync(asker.Caller, id, cancel));

    private static async Task<IResult> MembersAsync(
        long id,
        HttpContext http,
        Asker asker,
        Reading reading,
        Hub hub,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var limit = fields.Limit();
        var after = fields.OptionalInteger("after", 0) ?? 0;
        if (fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await reading.MembersAsync(asker.Caller, id, after, limit + 1, cancel)).Refused(
            out var refusal,
            out var members
        )
            ? Answer.Refused(refusal)
            : List(
                http,
                members,
                limit,
                member => member.Id,
                (json, member) => MemberObject.Write(json, member, hub.Presence.Of(member.Id))
            );
    }

    private static async Task<IResult> TypeAsync(
        long id,
        Asker asker,
        Reading reading,
        Typing typing,
        CancellationToken cancel
    )
    {
        if ((await reading.JoinedAsync(asker.Caller, id, cancel)).Refused(out var refusal, out var room))
            return Answer.Refused(refusal);
        if (room.CheckWrite() is { } denied)
            return Answer.Refused(denied);
        typing.Tell(asker.Caller.User, id);
        return Results.NoContent();
    }

    private static async Task<IResult> ShowAsync(
        Outcome<Joined> outcome,
        Asker asker,
        Reading reading,
        CancellationToken cancel
    )
    {
        if (outcome.Refused(out var refusal, out var joined))
            return Answer.Refused(refusal);
        return Show(await reading.RoomAsync(asker.Caller, joined.Chat, cancel), joined.IsNew ? 201 : 200, asker.Caller);
    }

    /// <summary>The room as it is now.</summary>
    internal static async Task<IResult> ShowAsync(
        Caller caller,
        long chat,
        Reading reading,
        CancellationToken cancel
    ) => Show(await reading.RoomAsync(caller, chat, cancel), 200, caller);

    internal static IResult Show(Outcome<RoomOverview> outcome, int status, Caller caller) =>
        outcome.Refused(out var refusal, out var room)
            ? Answer.Refused(refusal)
            : new Written<RoomOverview>(room, (json, shown) => Write(json, shown, caller), status);

    private static void Write(Utf8JsonWriter json, RoomOverview room, Caller caller) =>
        RoomJson.Write(json, room, caller.User);

    /// <summary>A list by ascending id, of which one more than asked was read to know whether it goes on.</summary>
    private static IResult List<T>(
        HttpContext http,
        List<T> found,
        int limit,
        Func<T, long> id,
        Action<Utf8JsonWriter, T> write
    )
    {
        var more = found.Count > limit;
        if (more)
            found.RemoveAt(limit);
        var next = more
            ? Listings.With(http.Request, "after", id(found[^1]).ToString(CultureInfo.InvariantCulture))
            : null;
        return Written.List(new Listing<T>(found, next, null), write);
    }
}
