using Foyer.Server.Accounts;

namespace Foyer.Server.Audit;

/// <summary>Who uses a power: a person, or whoever may open the local console, who stands above all (C-14).</summary>
public sealed record Actor(Caller? Caller)
{
    /// <summary>Locally authorised personnel (S002-14).</summary>
    public static readonly Actor Console = new((Caller?)null);

    public long? User => Caller?.User;

    public string Name => Caller?.Username ?? "console";

    public bool IsConsole => Caller is null;
}
