using Foyer.Server.Storage;

namespace Foyer.Server.People;

/// <summary>Something one person is told about another who is, or wants to be, their friend.</summary>
/// <param name="User">Who is told.</param>
/// <param name="Kind">As the wire has it: friend_request, or friend once it is answered with yes.</param>
/// <param name="From">Whose doing it is.</param>
public sealed record FriendNotice(long User, string Kind, long From);

/// <summary>
/// Tells people, in the transaction of what they are told about. The inbox stands above this slice, so it hands this step in
/// (docs/decisions/0012).
/// </summary>
public delegate void NotifyFriend(Write write, FriendNotice notice);
