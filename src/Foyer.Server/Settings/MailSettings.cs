namespace Foyer.Server.Settings;

public sealed class MailSettings
{
    [Setting("Whether mails are sent; when not, what they would say is shown on the page.")]
    public bool Enabled { get; set; }

    [Setting("Where mails go: to an SMTP server, or as files into a folder.")]
    public MailTransport Transport { get; set; } = MailTransport.Smtp;

    [Setting("The SMTP server.")]
    public string Host { get; set; } = "localhost";

    [Setting("The SMTP server's port.", Min = 1, Max = 65535)]
    public int Port { get; set; } = 25;

    [Setting("The name to sign in with at the SMTP server; without it no sign-in.")]
    public string? User { get; set; }

    [Setting("A file that holds the password for the SMTP server.")]
    public string? PasswordFile { get; set; }

    /// <summary>The content of <see cref="PasswordFile"/>.</summary>
    public string? Password { get; set; }

    [Setting(
        "How the connection to the SMTP server is encrypted: tls from the start (port 465), or starttls (port 587)."
    )]
    public MailSecurity Security { get; set; } = MailSecurity.None;

    [Setting("The sender's address of every mail; needed when mail is on.")]
    public string? FromAddress { get; set; }

    [Setting("The sender's name of every mail.", Default = "the community's name")]
    public string FromName { get; set; } = "";

    [Setting(
        "Minutes after which somebody who is not here gets a mail about what they missed; 0 is never.",
        Max = 10_080
    )]
    public int MissedMinutes { get; set; } = 15;

    [Setting("Seconds the SMTP server has to take one mail; then the mail is tried again later.", Min = 1, Max = 600)]
    public int TimeoutSeconds { get; set; } = 30;

    [Setting("The folder for mails as files, relative to the data folder.")]
    public string PickupFolder { get; set; } = "mail";
}

public enum MailTransport
{
    Smtp,
    Pickup,
}

public enum MailSecurity
{
    None,
    Starttls,
    Tls,
}
