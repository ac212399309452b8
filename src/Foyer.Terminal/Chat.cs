using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>What the terminal knows: rooms, messages, who is there. Told of everything that arrives, it answers the server itself.</summary>
internal sealed class Chat(Link link, TimeProvider time)
{
    private const int PageSize = 50;
    private static readonly TimeSpan TypingShown = TimeSpan.FromSeconds(5);

    private readonly Dictionary<long, Action<JsonElement>> requests = [];
    private readonly SortedDictionary<long, Room> rooms = [];
    private long lastRequest;
    private DateTimeOffset typedAt;

    public long Me { get; private set; }

    public string MyName { get; private set; } = "";

    public Room? Current { get; private set; }

    public IEnumerable<Room> Rooms =>
        rooms.Values.OrderBy(room => room.IsDirect).ThenBy(room => room.Name, StringComparer.CurrentCultureIgnoreCase);

    /// <summary>What the server or the terminal has to say, the latest last.</summary>
    public List<(DateTimeOffset Time, string Text)> Notices { get; } = [];

    public string Connection { get; private set; } = "";

    public bool IsConnected { get; private set; }

    /// <summary>Why it is over, or null.</summary>
    public string? End { get; private set; }

    /// <summary>Something that concerns this person has come while they look elsewhere.</summary>
    public bool Rings { get; set; }

    /// <summary>Told of each message that is new here, as it came.</summary>
    public Action<Room, Entry, JsonElement> Arrived { get; init; } = (_, _, _) => { };

    /// <summary>Told when a message of ours was stored (null) or refused (why).</summary>
    public Action<string, string?> Settled { get; init; } = (_, _) => { };

    public async Task TakeAsync(Arrival arrival)
    {
        switch (arrival)
        {
            case SignedIn signedIn:
                await EnterAsync(signedIn.Welcome);
                break;
            case Lost lost:
                IsConnected = false;
                requests.Clear();
                Connection = $"{lost.Why} Trying again in {Math.Ceiling(lost.Delay.TotalSeconds):0} s.";
                break;
            case Ended ended:
                (IsConnected, End) = (false, ended.Why);
                break;
            case Received { Envelope: { Type: EnvelopeType.Message } message }:
                await TakeMessageAsync(message.Data);
                break;
            case Received { Envelope: var system }:
                await TakeSystemAsync(system.Data);
                break;
        }
    }

    public Room? Find(string name) =>
        Rooms.FirstOrDefault(room =>
            string.Equals(room.Name, name.TrimStart('#', '@'), StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Looks at a room: is present there, and no more in the one before.</summary>
    public async Task OpenAsync(Room room)
    {
        var before = Current;
        Current = room;
        if (before is not null && before != room)
        {
            await link.SendEventAsync(new { event_type = "leave_chat", chat = before.Id });
            before.Online.Clear();
            before.Typing.Clear();
        }
        await PresentAsync(room);
        await ReadAsync(room);
    }

    /// <summary>Asks for an answer by number; what becomes of it is for the caller to say.</summary>
    public Task AskAsync(Dictionary<string, object?> request, Action<JsonElement> then)
    {
        requests[++lastRequest] = then;
        request["ref"] = lastRequest;
        return link.SendAsync(EnvelopeType.System, request);
    }

    /// <summary>Says something in the room on the screen; it stands there at once and waits for the server's word.</summary>
    public async Task<string> SayAsync(Room room, string text, string? subject = null)
    {
        var clientId = Guid.NewGuid().ToString("N");
        typedAt = default;
        var entry = new Entry(0, 0, time.GetUtcNow(), Me, MyName, text, subject, "text", false, false, clientId);
        // A command is no message: its answer comes as what it did.
        if (text[0] != '/' || text.StartsWith("//", StringComparison.Ordinal))
            room.Pending.Add(entry);
        await SendAsync(room, entry);
        return clientId;
    }

    /// <summary>Says something to a person, whatever room that stands in.</summary>
    public async Task<string> SayToAsync(string recipient, string text, string? subject = null)
    {
        var clientId = Guid.NewGuid().ToString("N");
        await link.SendAsync(
            EnvelopeType.Message,
            new
            {
                recipient,
                text,
                subject,
                client_id = clientId,
            }
        );
        return clientId;
    }

    public Task EditAsync(Entry entry, string text) =>
        link.SendAsync(
            EnvelopeType.Message,
            new
            {
                id = entry.Id,
                chat = Current?.Id,
                text,
            }
        );

    public Task DeleteAsync(Entry entry) => link.SendEventAsync(new { event_type = "delete_message", id = entry.Id });

    /// <summary>Tells the others, at most every three seconds.</summary>
    public async Task TypeAsync()
    {
        if (Current is not { } room || !IsConnected || time.GetUtcNow() - typedAt < TimeSpan.FromSeconds(3))
            return;
        typedAt = time.GetUtcNow();
        await link.SendEventAsync(new { event_type = "typing_indicator", chat = room.Id });
    }

    /// <summary>Reads an older page of the room on the screen.</summary>
    public Task LoadOlderAsync(Room room) =>
        room.IsWhole || room.Oldest is not { } oldest
            ? Task.CompletedTask
            : AskAsync(History(room, oldest), answer => TakePage(room, answer));

    /// <summary>Who types just now, by name.</summary>
    public List<string> Typists(Room room)
    {
        var now = time.GetUtcNow();
        return
        [
            .. room
                .Typing.Where(typist => now - typist.Value < TypingShown)
                .Select(typist => room.Online.GetValueOrDefault(typist.Key) ?? "somebody"),
        ];
    }

    public void Notice(string text)
    {
        Notices.Add((time.GetUtcNow(), text));
    }

    private async Task EnterAsync(JsonElement welcome)
    {
        Me = welcome.Member("user").Number("id") ?? 0;
        MyName = Clean.Line(welcome.Member("user").Text("username"));
        (IsConnected, Connection) = (true, "");
        foreach (var room in welcome.Items("chats"))
            RoomOf(room.Number("id") ?? 0).Read(room);
        if (Current is { } current)
            await PresentAsync(current);
        foreach (var room in rooms.Values)
        foreach (var pending in room.Pending.Where(entry => entry.Failure is null).ToList())
            await SendAsync(room, pending);
    }

    /// <summary>Comes (back) to a room. What was missed since the last change seen comes by version, so nothing is left out.</summary>
    private async Task PresentAsync(Room room)
    {
        if (room.IsLoaded)
            await link.SendEventAsync(
                new
                {
                    event_type = "join_chat",
                    chat = room.Id,
                    after = room.Seen,
                }
            );
        else
        {
            await link.SendEventAsync(new { event_type = "join_chat", chat = room.Id });
            await AskAsync(History(room, null), answer => TakePage(room, answer));
        }
    }

    private static Dictionary<string, object?> History(Room room, long? before) =>
        new()
        {
            ["request"] = "history",
            ["chat"] = room.Id,
            ["before"] = before,
            ["limit"] = PageSize,
        };

    private static void TakePage(Room room, JsonElement answer)
    {
        foreach (var message in answer.Member("body").Items("results"))
            room.Put(Entry.Read(message));
        room.IsLoaded = true;
        room.IsWhole = answer.Number("status") == 200 && answer.Member("body").Text("next") is null;
    }

    private Task<bool> SendAsync(Room room, Entry entry) =>
        link.SendAsync(
            EnvelopeType.Message,
            new
            {
                chat = room.Id,
                text = entry.Text,
                subject = entry.Subject,
                client_id = entry.ClientId,
            }
        );

    private async Task TakeMessageAsync(JsonElement message)
    {
        var entry = Entry.Read(message);
        if (message.Number("chat") is not { } chat)
        {
            Notice(Clean.Line(message.Text("note")));
            if (entry.ClientId is { } returned)
                Settled(returned, Clean.Line(message.Text("note")));
            return;
        }
        var isKnown = rooms.ContainsKey(chat);
        var room = RoomOf(chat);
        var isNew = room.Put(entry);
        if (room == Current)
            room.Seen = Math.Max(room.Seen, entry.Version);
        room.Typing.Remove(entry.User);
        if (entry.ClientId is { } clientId)
            Settled(clientId, null);
        if (!isKnown || room.Name.Length == 0)
            await LearnRoomsAsync();
        if (room.IsDirect || !isKnown)
            await link.SendAsync(EnvelopeType.System, new { received = entry.Id });
        if (!isNew || entry.IsDeleted)
            return;
        Arrived(room, entry, message);
        if (entry.User == Me || entry.Kind == "system")
            return;
        if (room != Current)
            room.Unread++;
        else
            await ReadAsync(room);
        Rings |= room.IsDirect || entry.Text.Contains('@' + MyName, StringComparison.OrdinalIgnoreCase);
    }

    private async Task ReadAsync(Room room)
    {
        room.Unread = room.Mentions = 0;
        if (room.Newest is { } newest)
            await link.SendEventAsync(
                new
                {
                    event_type = "read",
                    chat = room.Id,
                    message = newest,
                }
            );
    }

    public Task LearnRoomsAsync() =>
        AskAsync(
            new() { ["request"] = "chats" },
            answer =>
            {
                foreach (var room in answer.Member("body").Items("results"))
                    RoomOf(room.Number("id") ?? 0).Read(room);
            }
        );

    private async Task TakeSystemAsync(JsonElement system)
    {
        if (system.Number("ref") is { } number && requests.Remove(number, out var then))
            then(system);
        else if (system.Member("event") is { ValueKind: JsonValueKind.Object } live)
            await TakeEventAsync(live);
        else
            foreach (var error in system.Errors())
                Notice(error);
    }

    private async Task TakeEventAsync(JsonElement live)
    {
        var room =
            (live.Number("chat") ?? live.Number("chatId")) is { } chat && rooms.TryGetValue(chat, out var known)
                ? known
                : null;
        switch (live.Text("event_type"))
        {
            case "online_user_list" when room is not null:
                room.Online.Clear();
                foreach (var user in live.Items("user_list"))
                    room.Online[user.Number("id") ?? 0] = Clean.Line(user.Text("username"));
                if (room.Seen == 0)
                    room.Seen = live.Number("version") ?? room.Seen;
                break;
            case "connected_user" when room is not null:
                room.Online[live.Member("user").Number("id") ?? 0] = Clean.Line(live.Member("user").Text("username"));
                break;
            case "disconnected_user" when room is not null:
                room.Online.Remove(live.Member("user").Number("id") ?? 0);
                break;
            case "typing_indicator" when room is not null:
                room.Typing[live.Number("userId") ?? 0] = time.GetUtcNow();
                break;
            case "resync" when room is not null:
                room.Clear();
                room.Seen = live.Number("version") ?? 0;
                await AskAsync(History(room, null), answer => TakePage(room, answer));
                break;
            case "unread" when room is not null:
                if (room != Current)
                    (room.Unread, room.Mentions) = (live.Number("unread") ?? 0, live.Number("mentions") ?? 0);
                break;
            case "unread" or "chat_updated":
                await LearnRoomsAsync();
                break;
            case "notification":
                Rings = true;
                Notice(
                    $"{Words(live.Text("kind"))} {Clean.Line(live.Text("from") ?? live.Member("from").Text("username"))}: {Clean.Line(live.Text("text"))}"
                );
                break;
            case "undelivered":
                Notice($"{Clean.Line(live.Member("user").Text("username"))} is not here; the message waits for them.");
                break;
            case "command_result":
                foreach (var line in Clean.Lines(live.Text("text")))
                    Notice(line);
                Settle(live);
                await LearnRoomsAsync();
                break;
            case "server_notice":
                Rings = true;
                Notice(Clean.Line(live.Text("text")));
                break;
            case "error":
                TakeError(live);
                break;
        }
    }

    private void TakeError(JsonElement error)
    {
        var why = string.Join(' ', error.Errors());
        Notice(why);
        if (error.Text("client_id") is not { } clientId)
            return;
        foreach (var room in rooms.Values)
            for (var i = 0; i < room.Pending.Count; i++)
                if (room.Pending[i].ClientId == clientId)
                    room.Pending[i] = room.Pending[i] with { Failure = why };
        Settled(clientId, why);
    }

    private void Settle(JsonElement result)
    {
        if (result.Text("client_id") is { } clientId)
            Settled(clientId, null);
    }

    private static string Words(string? kind) =>
        Clean.Line(kind).Replace('_', ' ') is { Length: > 0 } words
            ? $"{char.ToUpperInvariant(words[0])}{words[1..]} from"
            : "From";

    /// <summary>A room as the server has just described it.</summary>
    public Room Take(JsonElement described)
    {
        var room = RoomOf(described.Number("id") ?? 0);
        room.Read(described);
        return room;
    }

    private Room RoomOf(long id) => rooms.TryGetValue(id, out var room) ? room : rooms[id] = new Room(id);
}
