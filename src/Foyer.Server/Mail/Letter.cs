namespace Foyer.Server.Mail;

/// <summary>One mail's words, in both forms.</summary>
public sealed record Letter(string Subject, string Text, string Html);
