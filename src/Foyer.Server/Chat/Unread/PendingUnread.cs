using Foyer.Server.Live;

namespace Foyer.Server.Chat.Unread;

/// <summary>What happened in a room since its members were told, and what each of them was told then.</summary>
internal sealed class PendingUnread
{
    private readonly HashSet<long> altered = [];
    private long recounted;
    private bool added;

    public Dictionary<long, SentUnread> Sent { get; private init; } = [];

    public void Note(Change change)
    {
        added |= change.Kind == ChangeKind.Added;
        altered.Add(change.Message);
        if (change.Kind == ChangeKind.Recounted)
            recounted = Math.Max(recounted, change.Message);
    }

    /// <summary>A fresh one that remembers what those were told who are still to be told.</summary>
    public PendingUnread Next(IReadOnlyList<long> users)
    {
        var notified = new Dictionary<long, SentUnread>();
        foreach (var user in users)
            if (Sent.TryGetValue(user, out var known))
                notified[user] = known;
        return new PendingUnread { Sent = notified };
    }

    /// <summary>For whom nothing is remembered: whether what happened can have changed a number or the last message.</summary>
    public bool Concerns(UnreadState count) => ChangesLast(count) || recounted > count.ReadTo;

    /// <summary>Whether what happened added a message or changed the last one.</summary>
    public bool ChangesLast(UnreadState count) => added || altered.Contains(count.Last);
}

/// <summary>What a person was told last of a room.</summary>
/// <param name="Last">The last message that was sent; 0 when only numbers were.</param>
/// <param name="Version">The version of the last message.</param>
internal readonly record struct SentUnread(long Messages, long Mentions, long Last, long Version)
{
    public bool HasSameNumbers(SentUnread now) => Messages == now.Messages && Mentions == now.Mentions;

    public bool HasSameLast(SentUnread now) => Last == now.Last && Version == now.Version;
}
