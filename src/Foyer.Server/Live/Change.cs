namespace Foyer.Server.Live;

/// <summary>
/// A stored change of a room: its version and its encoding. The author's own connections get the encoding with <c>client_id</c>,
/// all others share one.
/// </summary>
/// <param name="Chat">The room.</param>
/// <param name="Version">The room's version after this change; live delivery follows this order.</param>
/// <param name="Author">The author of the message; 0 for the server.</param>
/// <param name="Origin">The connection that requested it: it gets the result even when it is not subscribed to the room.</param>
/// <param name="Message">The message that it concerns.</param>
public sealed record Change(
    long Chat,
    long Version,
    long Author,
    Frame Others,
    Frame Own,
    Connection? Origin = null,
    long Message = 0,
    ChangeKind Kind = ChangeKind.Added
)
{
    public Frame For(long user) => user == Author ? Own : Others;
}

/// <summary>The effect of a change on unread counts.</summary>
public enum ChangeKind
{
    /// <summary>A new message.</summary>
    Added,

    /// <summary>Changed text or reactions of a message; all counts stay.</summary>
    Altered,

    /// <summary>A message that counted may count no more, or now names others.</summary>
    Recounted,
}
