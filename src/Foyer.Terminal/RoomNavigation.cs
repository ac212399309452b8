using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>Manages the current room: which one is on the screen, and which of its messages are loaded and read.</summary>
internal sealed class RoomNavigation(ChatSession chat, ServerLink link, PendingRequests questions)
{
    private const int PageSize = 50;
    private const int LargestPage = 200;

    /// <summary>Opens a room: subscribes to it, and unsubscribes from the previous one.</summary>
    public async Task OpenAsync(Room room)
    {
        var before = chat.Current;
        chat.Current = room;
        if (before is not null && before != room)
        {
            await link.SendEventAsync(new { event_type = "leave_chat", chat = before.Id });
            before.Online.Clear();
            before.Typing.Clear();
            before.NewFrom = null;
        }
        chat.SeesNewest = true;
        room.NewFrom = room.FirstUnread(chat.Me);
        await PresentAsync(room);
        if (room.IsLoaded)
            await ReadAsync(room);
    }

    /// <summary>
    /// Subscribes to a room (again). Missed changes are requested by the last version seen, so nothing is left out.
    /// </summary>
    public async Task PresentAsync(Room room)
    {
        await link.SendEventAsync(
            room.Seen > 0
                ? new
                {
                    event_type = "join_chat",
                    chat = room.Id,
                    after = room.Seen,
                }
                : new { event_type = "join_chat", chat = room.Id }
        );
        if (!room.IsLoaded)
            await FillAsync(room);
    }

    public async Task ReadAsync(Room room)
    {
        room.Unread = room.Mentions = 0;
        if (room == chat.Current && room.Newest is { } newest)
            await link.SendEventAsync(
                new
                {
                    event_type = "read",
                    chat = room.Id,
                    message = newest,
                }
            );
    }

    /// <summary>Reads an older page of the room on the screen.</summary>
    public Task LoadOlderAsync(Room room) =>
        room.IsWhole || room.Oldest is not { } oldest ? Task.CompletedTask : LoadAsync(room, oldest);

    /// <summary>
    /// Too many changes were missed to be sent one by one: reads the history from the newest loaded message on. Live changes are
    /// held meanwhile.
    /// </summary>
    public async Task CatchUpAsync(Room room, long version)
    {
        room.ReadOnFrom ??= room.Newest ?? room.FirstKnown;
        room.Clear();
        room.Seen = version;
        await FillAsync(room);
    }

    public Task LearnRoomsAsync(Func<Task>? then = null) =>
        questions.AskAsync(
            "chats",
            [],
            async answer =>
            {
                if (answer.Number("status") == 200)
                    chat.Rooms.Take([.. answer.Member("body").Items("results")]);
                if (chat.Current is { } current && !chat.Rooms.Knows(current.Id))
                    chat.Current = null;
                if (then is not null)
                    await then();
            }
        );

    private Task FillAsync(Room room)
    {
        if (room.ReadOnFrom is not { } from)
            return LoadAsync(room);
        room.Held ??= [];
        return ReadOnAsync(room, from);
    }

    private Task LoadAsync(Room room, long? before = null) =>
        questions.AskAsync(
            "history",
            new()
            {
                ["chat"] = room.Id,
                ["before"] = before,
                ["limit"] = PageSize,
            },
            async answer =>
            {
                var isFirst = !room.IsLoaded;
                foreach (var message in answer.Member("body").Items("results"))
                    room.Put(RoomEntry.Parse(message));
                room.IsLoaded |= answer.Number("status") == 200;
                room.IsWhole = answer.Number("status") == 200 && answer.Member("body").Text("next") is null;
                if (!isFirst || !room.IsLoaded || room != chat.Current || !chat.SeesNewest)
                    return;
                room.NewFrom ??= room.FirstUnread(chat.Me);
                await ReadAsync(room);
            }
        );

    private Task ReadOnAsync(Room room, long after) =>
        questions.AskAsync(
            "history",
            new()
            {
                ["chat"] = room.Id,
                ["after"] = after,
                ["sort"] = "timestamp",
                ["limit"] = LargestPage,
            },
            answer => TakeOnAsync(room, answer)
        );

    private async Task TakeOnAsync(Room room, JsonElement answer)
    {
        // Without a response, the next connection continues from here.
        if (answer.Number("status") != 200)
            return;
        foreach (var message in answer.Member("body").Items("results"))
        {
            await chat.ArriveAsync(room, message);
            room.ReadOnFrom = message.Number("id") ?? room.ReadOnFrom;
        }
        if (answer.Member("body").Text("next") is not null && room.ReadOnFrom is { } from)
        {
            await ReadOnAsync(room, from);
            return;
        }
        var held = room.Held ?? [];
        (room.IsLoaded, room.ReadOnFrom, room.Held) = (true, null, null);
        foreach (var message in held)
            await chat.ArriveAsync(room, message);
    }
}
