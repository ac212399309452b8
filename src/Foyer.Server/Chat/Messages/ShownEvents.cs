using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// What messages need of events, a slice above, which hands it in when the server is put together (docs/decisions/0012). Pure
/// reads of the database given, so one for all servers of a process does.
/// </summary>
public static class ShownEvents
{
    /// <summary>The first of these events that the person may see, or null.</summary>
    internal static Func<Queries, IReadOnlyList<string>, long, string?> First { get; private set; } = (_, _, _) => null;

    /// <summary>Puts what a room may see of the event into each card.</summary>
    internal static Action<Queries, IReadOnlyList<Message>> Fill { get; private set; } = (_, _) => { };

    public static void Use(
        Func<Queries, IReadOnlyList<string>, long, string?> first,
        Action<Queries, IReadOnlyList<Message>> fill
    ) => (First, Fill) = (first, fill);
}
