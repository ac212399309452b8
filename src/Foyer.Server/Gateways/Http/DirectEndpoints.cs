using Foyer.Protocol;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;

namespace Foyer.Server.Gateways.Http;

/// <summary>Direct rooms, read markers and what of a room one wants to hear (contract section 5).</summary>
internal static class DirectEndpoints
{
    public static void MapDirect(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/direct/{name}", OpenAsync)
            .WithTags("Rooms")
            .WithSummary("Opens the direct room with a user; creates it if there is none.")
            .Gives<RoomObject>()
            .Gives<RoomObject>(201);
        var chats = app.MapGroup("/api/chats/{id:long}").WithTags("Rooms");
        chats
            .MapPut("read", ReadAsync)
            .WithSummary("Moves the read marker to a message, or with unread=true to just before it.")
            .Takes<MarkerTarget>()
            .Gives<Marker>();
        chats
            .MapPut("notifications", LevelAsync)
            .WithSummary("Sets which messages of the room cause notifications: all, mentions or nothing.")
            .Takes<NewLevel>()
            .Gives<RoomNotices>();
    }

    private sealed record MarkerTarget(long Message, bool? Unread);

    private sealed record Marker(long Chat, long Message, long Unread, long Mentions);

    private sealed record NewLevel(string Level, string? MuteUntil);

    private sealed record RoomNotices(string Level, string? MuteUntil);

    private static async Task<IResult> OpenAsync(
        string name,
        Asker asker,
        DirectRooms rooms,
        Reading reading,
        CancellationToken cancel
    )
    {
        if ((await rooms.OpenAsync(asker.Caller, name, cancel)).Refused(out var refusal, out var opened))
            return Answer.Refused(refusal);
        var room = await reading.RoomAsync(asker.Caller, opened.Chat, cancel);
        return RoomEndpoints.Show(room, opened.IsNew ? 201 : 200, asker.Caller);
    }

    private static async Task<IResult> ReadAsync(
        long id,
        Asker asker,
        Body body,
        ReadMarker marker,
        CancellationToken cancel
    )
    {
        var message = body.Fields.Integer(body.Fields.Has("message_id") ? "message_id" : "message", 0);
        var unread = body.Fields.Flag("unread") ?? false;
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await marker.MoveAsync(asker.Caller, id, message, unread, null, cancel)).Refused(
            out var refusal,
            out var now
        )
            ? Answer.Refused(refusal)
            : Answer.Value(new Marker(now.Chat, now.ReadTo, now.Messages, now.Mentions));
    }

    private static async Task<IResult> LevelAsync(
        long id,
        Asker asker,
        Body body,
        RoomLevel levels,
        CancellationToken cancel
    )
    {
        var fields = body.Fields;
        if (!fields.Has("level"))
            fields.Refuse("level", "This field is required.", "required");
        var level = fields.Choice("level", "all", "mentions", "nothing") ?? "all";
        var until = HistoryQuery.Instant(fields, "mute_until", endOfDay: true);
        if (fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await levels.SetAsync(asker.Caller, id, level, until, cancel)).Refused(out var refusal, out var now)
            ? Answer.Refused(refusal)
            : Answer.Value(
                new RoomNotices(now.Level, now.MuteUntil is { } instant ? Storage.Clock.ToText(instant) : null)
            );
    }
}
