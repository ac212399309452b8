using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>
/// A write on the hot path: checked and stored together with all others that wait, by the one function registered with
/// <see cref="Writer"/>. That function marks each one as refused or stored; it is settled only after the commit.
/// </summary>
public abstract class PostAppend
{
    /// <summary>Set during the write; null once stored.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Called once on the writer's thread, after the commit or when the whole batch failed. Must not throw.</summary>
    public abstract void Settle();
}
