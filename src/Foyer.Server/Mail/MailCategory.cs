namespace Foyer.Server.Mail;

/// <summary>Categories of e-mail that users can unsubscribe from, as named in the links.</summary>
public static class MailCategory
{
    public const string Events = "events";
    public const string Missed = "missed";
}
