namespace Foyer.Server.Gateways.Loop;

/// <summary>Something of the loop that ends by itself at a time, unless it has become something else before.</summary>
internal abstract class Temporary(long due)
{
    /// <summary>Milliseconds of the shard's clock.</summary>
    public long Due { get; protected set; } = due;

    public int Place { get; set; } = -1;

    public abstract void Expire();
}
