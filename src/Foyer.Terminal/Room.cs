using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>A room as one terminal sees it.</summary>
internal sealed class Room(long id)
{
    private readonly SortedDictionary<long, RoomEntry> entries = [];

    public long Id { get; } = id;

    public string Name { get; private set; } = "";

    public string Kind { get; private set; } = "public";

    public string? Topic { get; private set; }

    public long Unread { get; set; }

    public long Mentions { get; set; }

    /// <summary>The newest message when the room was first listed; what comes after it is not missed.</summary>
    public long? FirstKnown { get; private set; }

    /// <summary>The latest change seen live: from here on the server tells what was missed.</summary>
    public long Seen { get; set; }

    /// <summary>The first message that has not been seen, where the New line is drawn; null when all was.</summary>
    public long? NewFrom { get; set; }

    /// <summary>True once the newest page of its history is here.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>True when its oldest message is here.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The message from which the history is still to be read on, or null.</summary>
    public long? ReadOnFrom { get; set; }

    /// <summary>What came live while the history is read on; null while it is not.</summary>
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

    /// <summary>The last message of a person that can still be changed.</summary>
    public RoomEntry? LastOf(long user) => entries.Values.LastOrDefault(entry => entry.User == user && entry.IsMessage);

    /// <summary>A message counted back from the newest, which is number 1.</summary>
    public RoomEntry? Back(long number) =>
        number is < 1 or > int.MaxValue
            ? null
            : entries.Values.Where(entry => entry.IsMessage).Reverse().ElementAtOrDefault((int)number - 1);

    /// <summary>The numbers that <see cref="Back"/> takes, by the ids of the messages.</summary>
    public Dictionary<long, int> Numbers() =>
        entries
            .Values.Where(entry => entry.IsMessage)
            .Reverse()
            .Select((entry, index) => (entry.Id, Number: index + 1))
            .ToDictionary(one => one.Id, one => one.Number);

    /// <summary>Finds where the unread messages of others begin among what is here.</summary>
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

    /// <summary>Takes a message in its place; true when it is new here. An older state of a known one changes nothing.</summary>
    public bool Put(RoomEntry entry)
    {
        if (entry.ClientId is { } clientId)
            Pending.RemoveAll(pending => pending.ClientId == clientId);
        var isNew = !entries.TryGetValue(entry.Id, out var known);
        if (isNew || known!.Version <= entry.Version)
            entries[entry.Id] = entry;
        return isNew;
    }

    /// <summary>What we said and what was refused.</summary>
    public void Fail(string clientId, string why)
    {
        for (var i = 0; i < Pending.Count; i++)
            if (Pending[i].ClientId == clientId)
                Pending[i] = Pending[i] with { Failure = why };
    }

    /// <summary>The connection is gone: who was there is not known any more.</summary>
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
