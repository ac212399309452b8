using Foyer.Server.Live;

namespace Foyer.Server.Messages;

/// <summary>What happened in a room since its members were told, and what each of them was told then.</summary>
internal sealed class RoomCounts
{
    private readonly HashSet<long> altered = [];
    private long recounted;
    private bool added;

    public Dictionary<long, KnownCount> Told { get; private init; } = [];

    public void Note(Change change)
    {
        added |= change.Kind == ChangeKind.Added;
        altered.Add(change.Message);
        if (change.Kind == ChangeKind.Recounted)
            recounted = Math.Max(recounted, change.Message);
    }

    /// <summary>A fresh one that remembers what those were told who are still to be told.</summary>
    public RoomCounts Next(IReadOnlyList<long> users)
    {
        var told = new Dictionary<long, KnownCount>();
        foreach (var user in users)
            if (Told.TryGetValue(user, out var known))
                told[user] = known;
        return new RoomCounts { Told = told };
    }

    /// <summary>For whom nothing is remembered: whether what happened can have changed a number or the last message.</summary>
    public bool Concerns(Unread count) => ChangesLast(count) || recounted > count.ReadTo;

    /// <summary>Whether what happened added a message or changed the last one.</summary>
    public bool ChangesLast(Unread count) => added || altered.Contains(count.Last);
}
