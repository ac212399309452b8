namespace Foyer.Server.Live;

/// <summary>
/// One of a few that belong together, such as the rooms of a connection: each knows the next. Nearly all chains have one link or
/// two, and there are as many as people, so that a list for each would be most of what it holds.
/// </summary>
public interface IChainLink<T>
    where T : class, IChainLink<T>
{
    T? Next { get; set; }
}

internal static class Chain
{
    /// <summary>The chain's first link once this one, which must be in it, is taken out.</summary>
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
