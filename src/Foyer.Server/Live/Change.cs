namespace Foyer.Server.Live;

/// <summary>
/// A stored change of a room: its number and its encoding. The author's own connections get the encoding with
/// <c>client_id</c>, all others share one.
/// </summary>
/// <param name="Chat">The room.</param>
/// <param name="Version">The room's number of this change; live delivery follows it.</param>
/// <param name="Author">Whose message it is; 0 for the house.</param>
/// <param name="Origin">The connection that asked for it: it is answered, present in the room or not.</param>
/// <param name="Message">The message it is about.</param>
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

/// <summary>What a change may mean to those who count what they have not read.</summary>
public enum ChangeKind
{
    /// <summary>A new message.</summary>
    Added,

    /// <summary>Other words or signs in place; all numbers stay.</summary>
    Altered,

    /// <summary>A message that counted may count no more, or now names others.</summary>
    Recounted,
}
