namespace Foyer.Server.Notifications;

/// <summary>A notification for one user, before it is stored in their inbox.</summary>
/// <param name="User">The recipient.</param>
/// <param name="Text">One or more sentences, with times in the recipient's zone; null where a message is shown instead.</param>
public sealed record Notice(long User, NoticeKind Kind, TimedText? Text = null)
{
    /// <summary>The user who caused it; null for the server.</summary>
    public long? From { get; init; }

    /// <summary>The room that it is about.</summary>
    public long? Chat { get; init; }

    /// <summary>The message that it is about. Its text is shown as it is when the inbox is read.</summary>
    public long? Message { get; init; }

    /// <summary>The event that it is about (UUID).</summary>
    public string? Event { get; init; }

    /// <summary>The subject of an e-mail with the same text; null for no e-mail.</summary>
    public string? Mail { get; init; }

    /// <summary>Whether the e-mail is sent even when the mailbox has got too many, because a booked event does not take place.</summary>
    public bool IsVital { get; init; }
}

/// <summary>The reason of a notification.</summary>
public enum NoticeKind
{
    DirectMessage = 1,
    Mention,
    Reply,
    FriendRequest,

    /// <summary>A friend request was accepted.</summary>
    Friend,

    /// <summary>To an event or a room.</summary>
    Invitation,
    WaitlistOffer,
    Booking,
    EventChanged,
    EventCancelled,
    Reminder,

    /// <summary>Another role in a room, or none.</summary>
    RoomRole,
    Moderation,
}
