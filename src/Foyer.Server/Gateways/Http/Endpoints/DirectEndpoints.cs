using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Direct rooms, read markers and notification levels of rooms.</summary>
internal static class DirectEndpoints
{
    public static void MapDirect(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/direct/{name}", OpenAsync)
            .WithTags("Rooms")
            .WithSummary("Opens the direct room with a user; creates it if there is none.")
            .ProducesJson<RoomResponse>()
            .ProducesJson<RoomResponse>(201);
        var chats = app.MapGroup("/api/chats/{id:long}").WithTags("Rooms");
        chats
            .MapPut("read", ReadAsync)
            .WithSummary("Moves the read marker to a message, or with unread=true to just before it.")
            .AcceptsJson<MoveMarkerRequest>()
            .ProducesJson<MarkerResponse>();
        chats
            .MapPut("notifications", LevelAsync)
            .WithSummary("Sets which messages of the room cause notifications: all, mentions or nothing.")
            .AcceptsJson<SetLevelRequest>()
            .ProducesJson<LevelResponse>();
    }

    private sealed record MoveMarkerRequest(long Message, bool? Unread);

    private sealed record MarkerResponse(long Chat, long Message, long Unread, long Mentions);

    private sealed record SetLevelRequest(string Level, string? MuteUntil);

    private sealed record LevelResponse(string Level, string? MuteUntil);

    private static async Task<IResult> OpenAsync(
        string name,
        CurrentUser user,
        DirectRooms rooms,
        RoomQueries reading,
        CancellationToken cancel
    )
    {
        if ((await rooms.OpenAsync(user.Caller, name, cancel)).Refused(out var refusal, out var opened))
            return ApiResults.Refused(refusal);
        var room = await reading.RoomAsync(user.Caller, opened.Chat, cancel);
        return RoomEndpoints.Show(room, opened.IsNew ? 201 : 200, user.Caller);
    }

    private static async Task<IResult> ReadAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        ReadMarkers marker,
        CancellationToken cancel
    )
    {
        var message = body.Fields.Integer(body.Fields.Has("message_id") ? "message_id" : "message", 0);
        var unread = body.Fields.Flag("unread") ?? false;
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await marker.MoveAsync(user.Caller, id, message, unread, null, cancel)).Refused(
            out var refusal,
            out var now
        )
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(new MarkerResponse(now.Chat, now.ReadTo, now.Messages, now.Mentions));
    }

    private static async Task<IResult> LevelAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        NotificationLevels levels,
        CancellationToken cancel
    )
    {
        var fields = body.Fields;
        if (!fields.Has("level"))
            fields.Refuse("level", "This field is required.", "required");
        var level =
            fields.Choice("level", NotificationLevel.All, NotificationLevel.Mentions, NotificationLevel.Nothing)
            ?? NotificationLevel.All;
        var until = HistoryQuery.Instant(fields, "mute_until", endOfDay: true);
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await levels.SetAsync(user.Caller, id, level, until, cancel)).Refused(out var refusal, out var now)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(
                new LevelResponse(
                    now.Level.ToText(),
                    now.MuteUntil is { } instant ? Storage.Instants.ToText(instant) : null
                )
            );
    }
}
