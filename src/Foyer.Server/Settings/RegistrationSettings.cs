namespace Foyer.Server.Settings;

public sealed class RegistrationSettings
{
    [Setting("Who may register: anybody, the invited, whoever an admin approves, nobody.")]
    public RegistrationMode Mode { get; set; } = RegistrationMode.Open;

    [Setting("Whether a new account must confirm its e-mail address before it can sign in.")]
    public bool ConfirmEmail { get; set; } = true;
}

public enum RegistrationMode
{
    Open,
    Invite,
    Approval,
    Closed,
}
