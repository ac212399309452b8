namespace Foyer.Server.Messages;

/// <summary>Some messages in the order asked, and whether there are more onward and behind.</summary>
public sealed record HistoryPage(List<Message> Messages, bool HasNext, bool HasPrevious);
