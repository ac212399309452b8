using Foyer.Server.Accounts;

namespace Foyer.Server.Audit;

/// <summary>The origin of a privileged action: a user, or the local console, which has all rights.</summary>
public sealed record Actor(Caller? Caller)
{
    /// <summary>The local console.</summary>
    public static readonly Actor Console = new((Caller?)null);

    public long? User => Caller?.User;

    public string Name => Caller?.Username ?? "console";

    public bool IsConsole => Caller is null;
}
