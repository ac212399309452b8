namespace Foyer.Server.Live;

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
