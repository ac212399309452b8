namespace Foyer.Server.Settings;

public sealed class RegistrationSettings
{
    [Setting("Who may register: anybody, the invited, whoever an admin approves, nobody.")]
    public RegistrationMode Mode { get; set; } = RegistrationMode.Open;

    [Setting("A text file with the rules of the house, shown where one registers; each line is a paragraph.")]
    public string? RulesFile { get; set; }

    /// <summary>The content of <see cref="RulesFile"/>.</summary>
    public string? Rules { get; set; }

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
