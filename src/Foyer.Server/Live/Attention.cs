namespace Foyer.Server.Live;

/// <summary>What a connection's client says of the person before it. Clients that say nothing count as looked at.</summary>
public enum Attention
{
    /// <summary>They look at it.</summary>
    Active,

    /// <summary>The page is out of sight, but they were at it a short while ago.</summary>
    Hidden,

    /// <summary>Nobody has touched it for long.</summary>
    Idle,
}
