namespace Foyer.Terminal;

/// <summary>The source of answers to the server's sign-in questions: the user, or preset values.</summary>
internal abstract class SignInAnswers
{
    public const string Username = "username";
    public const string Password = "password";
    public const string NewPassword = "new_password";
    public const string Code = "code";
    public const string Email = "email";

    /// <summary>The name under which a token is sent, in place of the username.</summary>
    public const string Token = "token";

    /// <summary>Returns the answer, or null to give up.</summary>
    public abstract Task<string?> ToAsync(string question, CancellationToken cancel);

    /// <summary>Shows the server's text between two questions.</summary>
    public abstract void Tell(string text);

    /// <summary>
    /// Returns the token that replaces username and all further answers; null when there is none or it was used.
    /// </summary>
    public abstract string? TakeToken();
}
