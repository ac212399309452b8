namespace Foyer.Server.Notifications;

/// <summary>What one person shall be told, before it is in their inbox.</summary>
/// <param name="User">Who is told.</param>
/// <param name="Kind">direct_message, mention, reply, friend_request, invitation, booking, event_changed …</param>
/// <param name="From">Whose doing it is, or null for the house.</param>
/// <param name="Chat">The room concerned.</param>
/// <param name="Message">The message concerned; its words are shown as they are when read.</param>
/// <param name="Event">The event concerned (UUID).</param>
/// <param name="Text">Words of its own, where there is no message.</param>
/// <param name="Time">A time among these words.</param>
public sealed record Notice(
    long User,
    string Kind,
    long? From = null,
    long? Chat = null,
    long? Message = null,
    string? Event = null,
    string? Text = null,
    TextTime? Time = null
);
