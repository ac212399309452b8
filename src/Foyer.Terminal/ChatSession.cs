using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>
/// The state of the terminal. It processes everything that arrives from the server and sends the necessary replies.
/// </summary>
internal sealed class ChatSession
{
    private static readonly TimeSpan TypingShown = TimeSpan.FromSeconds(5);

    private readonly ServerLink link;
    private readonly TimeProvider time;
    private readonly ChangeHandler happenings;

    public ChatSession(ServerLink link, TimeProvider time)
    {
        this.link = link;
        this.time = time;
        Questions = new PendingRequests(link);
        Sender = new MessageSender(this, link, time);
        Navigation = new RoomNavigation(this, link, Questions);
        happenings = new ChangeHandler(this, time);
    }

    public PendingRequests Questions { get; }

    public MessageSender Sender { get; }

    public RoomNavigation Navigation { get; }

    public RoomList Rooms { get; } = new();

    public long Me { get; private set; }

    public string MyName { get; private set; } = "";

    /// <summary>The address of the server's pages; "" when it is unknown.</summary>
    public string Server { get; private set; } = "";

    /// <summary>False while the user looks at older messages, so that new ones do not count as seen.</summary>
    public bool SeesNewest { get; set; } = true;

    /// <summary>The question that the server asks when it reconnects, or null.</summary>
    public string? Asked { get; set; }

    /// <summary>The room on the screen.</summary>
    public Room? Current { get; set; }

    public Notices Notices { get; } = new();

    public string Connection { get; private set; } = "";

    public bool IsConnected { get; private set; }

    /// <summary>Why it is over, or null.</summary>
    public string? End { get; private set; }

    /// <summary>True when a notification for this user has arrived while they look elsewhere.</summary>
    public bool Rings { get; set; }

    /// <summary>Called for each new message, as it arrived.</summary>
    public Action<Room, RoomEntry, JsonElement> Arrived { get; init; } = (_, _, _) => { };

    /// <summary>Called with a client id when its request was completed (null) or refused (the reason).</summary>
    public Action<string, string?> Settled { get; init; } = (_, _) => { };

    /// <summary>Called for each notice.</summary>
    public Action<string> Changed { get; init; } = _ => { };

    public async Task TakeAsync(LinkChange arrival)
    {
        switch (arrival)
        {
            case SignedIn signedIn:
                await EnterAsync(signedIn.Welcome);
                break;
            case Lost lost:
                Connection = $"Trying again in {Math.Ceiling(lost.Delay.TotalSeconds):0} s: {lost.Why}";
                await PartAsync();
                break;
            case Asked asked:
                Asked = asked.Question;
                if (asked.Said.Length > 0)
                    Notice(asked.Said);
                break;
            case Ended ended:
                End = ended.Why;
                await PartAsync();
                break;
            case Received { Envelope: { Type: EnvelopeType.Message } message }:
                await TakeMessageAsync(message.Data);
                break;
            case Received { Envelope: var system }:
                await TakeSystemAsync(system.Data);
                break;
        }
    }

    /// <summary>Returns the names of the users who are typing.</summary>
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

    public void Notice(string text) => Show([text]);

    /// <summary>Shows lines that belong together.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        Notices.Add(lines);
        foreach (var line in lines)
            Changed(line);
    }

    /// <summary>Adds lines to the panel.</summary>
    public void ShowMore(IReadOnlyList<string> lines)
    {
        Notices.AddToPanel(lines);
        foreach (var line in lines)
            Changed(line);
    }

    /// <summary>A message of a room, new or in another state.</summary>
    public async Task ArriveAsync(Room room, JsonElement message)
    {
        var entry = RoomEntry.Parse(message);
        var isNew = room.Put(entry);
        if (room == Current)
            room.Seen = Math.Max(room.Seen, entry.Version);
        room.Typing.Remove(entry.User);
        Sender.SettleChange(entry.Id, null);
        if (!isNew || entry.IsDeleted)
            return;
        Arrived(room, entry, message);
        if (entry.User == Me || entry.Kind == "system")
            return;
        if (room == Current && SeesNewest)
            await Navigation.ReadAsync(room);
        else if (room.Unread++ == 0 && room == Current)
            room.NewFrom = entry.Id;
        Rings |= room.IsDirect || entry.Addresses(Me);
    }

    private async Task EnterAsync(JsonElement welcome)
    {
        Me = welcome.Member("user").Number("id") ?? 0;
        MyName = SafeText.Line(welcome.Member("user").Text("username"));
        Server = welcome.Text("url") ?? "";
        (IsConnected, Connection, Asked) = (true, "", null);
        var current = Current?.Id;
        Rooms.Take([.. welcome.Items("chats")]);
        Current = current is { } id ? Rooms.Find(id) : null;
        if (Current is { } room)
            await Navigation.PresentAsync(room);
        await Sender.ResendAsync();
    }

    private async Task PartAsync()
    {
        (IsConnected, Asked) = (false, null);
        foreach (var room in Rooms.All)
            room.Part();
        Sender.GiveUp();
        await Questions.GiveUpAsync();
    }

    private async Task TakeMessageAsync(JsonElement message)
    {
        var clientId = message.Text("client_id");
        if (message.Number("chat") is not { } chat)
        {
            var note = SafeText.Line(message.Text("note"));
            Notice(note);
            if (clientId is not null)
                Sender.Settle(clientId, note);
            return;
        }
        var isKnown = Rooms.Knows(chat);
        var room = Rooms.Of(chat);
        if (room.Held is { } held)
            held.Add(message);
        else
            await ArriveAsync(room, message);
        if (clientId is not null)
            Sender.Settle(clientId, null);
        if (!isKnown || room.Name.Length == 0)
            await Navigation.LearnRoomsAsync();
        if ((room.IsDirect || !isKnown) && message.Number("id") is { } received)
            await link.SendAsync(EnvelopeType.System, new { received });
    }

    private async Task TakeSystemAsync(JsonElement system)
    {
        if (await Questions.TakeAsync(system))
            return;
        if (system.Member("event") is { ValueKind: JsonValueKind.Object } live)
            await happenings.HandleAsync(live);
        else
            foreach (var error in system.Errors())
                Notice(error);
    }
}
