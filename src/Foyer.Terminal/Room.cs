using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>The state of a room in the terminal.</summary>
internal sealed class Room(long id)
{
    private readonly SortedDictionary<long, RoomEntry> entries = [];

    public long Id { get; } = id;

    public string Name { get; private set; } = "";

    public string Kind { get; private set; } = "public";

    public string? Topic { get; private set; }

    public long Unread { get; set; }

    public long Mentions { get; set; }

    /// <summary>
    /// The newest message when the room was first listed; catching up starts after it while no message is loaded.
    /// </summary>
    public long? FirstKnown { get; private set; }

    /// <summary>
    /// The version of the latest change seen live; later changes are fetched from the server after a reconnect.
    /// </summary>
    public long Seen { get; set; }

    /// <summary>The first unseen message, where the New line is drawn; null when all were seen.</summary>
    public long? NewFrom { get; set; }

    /// <summary>True once the newest page of its history has been loaded.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>True when its oldest message has been loaded.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The message from which the history is still to be read on, or null.</summary>
    public long? ReadOnFrom { get; set; }

    /// <summary>Live changes that arrive while the history is being read; null while it is not.</summary>
    public List<JsonElement>? Held { get; set; }

    public Dictionary<long, string> Online { get; } = [];

    public Dictionary<long, DateTimeOffset> Typing { get; } = [];

    public List<RoomEntry> Pending { get; } = [];

    public bool IsDirect => Kind == "direct";

    /// <summary>The name as it is shown.</summary>
    public string Title => (IsDirect ? "@" : "#") + Name;

    public IEnumerable<RoomEntry> Entries => entries.Values.Concat(Pending);

    public long? Oldest => entries.Count == 0 ? null : entries.Keys.First();

    public long? Newest => entries.Count == 0 ? null : entries.Keys.Last();

    public RoomEntry? Find(long id) => entries.GetValueOrDefault(id);

    /// <summary>The last message of the user that can still be changed.</summary>
    public RoomEntry? LastOf(long user) => entries.Values.LastOrDefault(entry => entry.User == user && entry.IsMessage);

    /// <summary>A message counted back from the newest, which is number 1.</summary>
    public RoomEntry? Back(long number) =>
        number is < 1 or > int.MaxValue
            ? null
            : entries.Values.Where(entry => entry.IsMessage).Reverse().ElementAtOrDefault((int)number - 1);

    /// <summary>Returns the numbers that <see cref="Back"/> accepts, by message id.</summary>
    public Dictionary<long, int> Numbers() =>
        entries
            .Values.Where(entry => entry.IsMessage)
            .Reverse()
            .Select((entry, index) => (entry.Id, Number: index + 1))
            .ToDictionary(one => one.Id, one => one.Number);

    /// <summary>Returns the first unread message of other users among the loaded ones.</summary>
    public long? FirstUnread(long me) =>
        Unread <= 0
            ? null
            : entries
                .Values.Reverse()
                .Where(entry => entry.User != me && entry.Kind != "system")
                .Take((int)Math.Min(Unread, int.MaxValue))
                .LastOrDefault()
                ?.Id;

    public void Read(JsonElement room)
    {
        Kind = room.Text("kind") ?? Kind;
        Name = SafeText.Line(
            IsDirect ? room.Member("partner").Text("username") ?? room.Text("name") ?? Name : room.Text("name") ?? Name
        );
        Topic = room.Text("topic") is { } topic ? SafeText.Line(topic) : null;
        FirstKnown ??= room.Member("last_message").Number("id") ?? 0;
        Unread = room.Number("unread") ?? Unread;
        Mentions = room.Number("mentions") ?? Mentions;
    }

    /// <summary>
    /// Adds or updates a message; returns true when it is new. An older version of a known one changes nothing.
    /// </summary>
    public bool Put(RoomEntry entry)
    {
        if (entry.ClientId is { } clientId)
            Pending.RemoveAll(pending => pending.ClientId == clientId);
        var isNew = !entries.TryGetValue(entry.Id, out var known);
        if (isNew || known!.Version <= entry.Version)
            entries[entry.Id] = entry;
        return isNew;
    }

    /// <summary>Marks a pending message as refused.</summary>
    public void Fail(string clientId, string why)
    {
        for (var i = 0; i < Pending.Count; i++)
            if (Pending[i].ClientId == clientId)
                Pending[i] = Pending[i] with { Failure = why };
    }

    /// <summary>Clears who is present and typing, which is unknown without a connection.</summary>
    public void Part()
    {
        Online.Clear();
        Typing.Clear();
        Held = null;
    }

    public void Clear()
    {
        entries.Clear();
        IsLoaded = IsWhole = false;
    }
}
