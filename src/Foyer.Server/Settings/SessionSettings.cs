namespace Foyer.Server.Settings;

public sealed class SessionSettings
{
    [Setting("Hours after which one signs in again.", Min = 1, Max = 8760)]
    public int LifetimeHours { get; set; } = 24;

    [Setting("Days after which one signs in again on a remembered device.", Min = 1, Max = 3650)]
    public int RememberDays { get; set; } = 30;

    [Setting("What must stay the same during a session: address and browser (strict), browser (agent), or none.")]
    public SessionBinding Binding { get; set; } = SessionBinding.Strict;

    [Setting("Whether people may sign in over plain HTTP from other machines; only for a network you trust.")]
    public bool AllowInsecureCookies { get; set; }
}

public enum SessionBinding
{
    Strict = 1,
    Agent,
    None,
}
