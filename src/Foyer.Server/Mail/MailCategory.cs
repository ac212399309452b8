namespace Foyer.Server.Mail;

/// <summary>Kinds of mail that one may say no to, as their links name them.</summary>
public static class MailCategory
{
    public const string Events = "events";
    public const string Missed = "missed";
}
