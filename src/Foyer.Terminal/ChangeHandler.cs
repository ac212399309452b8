using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>Handles the live events of the server, one row each.</summary>
internal sealed class ChangeHandler(ChatSession chat, TimeProvider time)
{
    public async Task HandleAsync(JsonElement live)
    {
        var room = (live.Number("chat") ?? live.Number("chatId")) is { } id ? chat.Rooms.Find(id) : null;
        if (room is not null && TakePresence(room, live))
            return;
        switch (live.Text("event_type"))
        {
            case "resync" when room is not null:
                await chat.Navigation.CatchUpAsync(room, live.Number("version") ?? 0);
                break;
            case "unread" when room is not null:
                if (room != chat.Current || !chat.SeesNewest)
                    (room.Unread, room.Mentions) = (live.Number("unread") ?? 0, live.Number("mentions") ?? 0);
                break;
            case "unread" or "chat_updated":
                await chat.Navigation.LearnRoomsAsync();
                break;
            case "notification":
                TakeNotification(live);
                break;
            case "undelivered":
                chat.Notice(
                    $"{SafeText.Line(live.Member("user").Text("username"))} is not here; the message waits for them."
                );
                break;
            case "command_result":
                await TakeResultAsync(live);
                break;
            case "server_notice":
                chat.Rings = true;
                chat.Notice(SafeText.Line(live.Text("text")));
                break;
            case "error":
                TakeError(live);
                break;
        }
    }

    /// <summary>Applies an event about presence or typing; returns true when it was one.</summary>
    private bool TakePresence(Room room, JsonElement live)
    {
        var user = live.Member("user");
        switch (live.Text("event_type"))
        {
            case "online_user_list":
                Enter(room, live);
                return true;
            case "connected_user":
                room.Online[user.Number("id") ?? 0] = SafeText.Line(user.Text("username"));
                return true;
            case "disconnected_user":
                room.Online.Remove(user.Number("id") ?? 0);
                return true;
            case "typing_indicator":
                room.Typing[live.Number("userId") ?? 0] = time.GetUtcNow();
                return true;
            default:
                return false;
        }
    }

    private static void Enter(Room room, JsonElement live)
    {
        room.Online.Clear();
        foreach (var user in live.Items("user_list"))
            room.Online[user.Number("id") ?? 0] = SafeText.Line(user.Text("username"));
        if (room.Seen == 0)
            room.Seen = live.Number("version") ?? room.Seen;
    }

    private void TakeNotification(JsonElement live)
    {
        chat.Rings = true;
        var from = SafeText.Line(live.Text("from") ?? live.Member("from").Text("username"));
        chat.Notice($"{Words(live.Text("kind"))} {from}: {SafeText.Line(live.Text("text"))}");
    }

    /// <summary>Shows the result of a command. It may have added or removed rooms; a room that was joined is opened.</summary>
    private Task TakeResultAsync(JsonElement result)
    {
        var lines = SafeText.Lines(result.Text("text"));
        // The terminal has already shown the help on its own commands.
        if (result.Text("command") == "help")
            chat.ShowMore(lines);
        else
            chat.Show(lines);
        return chat.Navigation.LearnRoomsAsync(async () =>
        {
            if (
                result.Text("command") == "join"
                && result.Number("chat") is { } joined
                && chat.Rooms.Find(joined) is { } room
            )
                await chat.Navigation.OpenAsync(room);
            if (result.Text("client_id") is { } clientId)
                chat.Sender.Settle(clientId, null);
        });
    }

    private void TakeError(JsonElement error)
    {
        var pause = TimeSpan.FromSeconds(error.Number("retry_after") ?? 1);
        if (
            error.Items("errors").Any(one => one.Text("code") == "throttled")
            && chat.Sender.TryAgain(error.Text("client_id"), error.Number("id"), pause)
        )
            return;
        var why = string.Join(' ', error.Errors());
        chat.Notice(why);
        if (error.Number("id") is { } message)
            chat.Sender.SettleChange(message, why);
        if (error.Text("client_id") is not { } clientId)
            return;
        foreach (var room in chat.Rooms.All)
            room.Fail(clientId, why);
        chat.Sender.Settle(clientId, why);
    }

    private static string Words(string? kind) =>
        SafeText.Line(kind).Replace('_', ' ') is { Length: > 0 } words
            ? $"{char.ToUpperInvariant(words[0])}{words[1..]} from"
            : "From";
}
