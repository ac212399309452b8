using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>The step by which a person is told what became of their part in a room.</summary>
/// <param name="from">Whose doing it is, or null for the house.</param>
/// <param name="chat">The room, while they may see it.</param>
public delegate void NotifyUser(Write write, long user, string kind, long? from, long? chat, string text);
