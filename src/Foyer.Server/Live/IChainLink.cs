namespace Foyer.Server.Live;

/// <summary>
/// A node of an intrusive linked list, such as the subscriptions of a connection. Nearly all lists have one or two nodes, and
/// there are as many lists as users, so a separate list object for each would take most of the memory.
/// </summary>
public interface IChainLink<T>
    where T : class, IChainLink<T>
{
    T? Next { get; set; }
}

internal static class Chain
{
    /// <summary>Returns the first node after the removal of <paramref name="link"/>, which must be in the list.</summary>
    public static T? Without<T>(T first, T link)
        where T : class, IChainLink<T>
    {
        if (first == link)
            return link.Next;
        var before = first;
        while (before.Next != link)
            before = before.Next!;
        before.Next = link.Next;
        return first;
    }
}
