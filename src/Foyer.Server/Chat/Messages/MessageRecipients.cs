namespace Foyer.Server.Chat.Messages;

/// <summary>A stored message and whom it speaks to in particular.</summary>
/// <param name="Partner">The other one of a direct room.</param>
public sealed record MessageRecipients(Message Message, MentionSet Mentions, long? Partner)
{
    internal bool HasRecipients => Partner is not null || !Mentions.IsEmpty || Message.ReplyTo is not null;
}

/// <summary>Whom a message names.</summary>
/// <param name="Users">Members of the room, by name.</param>
/// <param name="Everybody">It says @all.</param>
/// <param name="Present">It says @here.</param>
public sealed record MentionSet(IReadOnlySet<long> Users, bool Everybody, bool Present)
{
    public static readonly MentionSet Nobody = new(new HashSet<long>(), false, false);

    public bool IsEmpty => Users.Count == 0 && !Everybody && !Present;
}
