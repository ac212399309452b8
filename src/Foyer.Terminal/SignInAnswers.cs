namespace Foyer.Terminal;

/// <summary>Who answers the server's questions on the way in: the person, or what was given beforehand.</summary>
internal abstract class SignInAnswers
{
    public const string Username = "username";
    public const string Password = "password";
    public const string NewPassword = "new_password";
    public const string Code = "code";
    public const string Email = "email";

    /// <summary>What a token is sent as, in the place of the username.</summary>
    public const string Token = "token";

    /// <summary>The answer, or null to give up.</summary>
    public abstract Task<string?> ToAsync(string question, CancellationToken cancel);

    /// <summary>Tells what the server said between two questions.</summary>
    public abstract void Tell(string text);

    /// <summary>The token that answers for the username and all that follows; null when there is none or it was used.</summary>
    public abstract string? TakeToken();
}
