namespace Foyer.Terminal;

/// <summary>
/// Name, password and token from the command line, the environment or a file; each is used once without a prompt.
/// </summary>
/// <param name="ask">
/// Prompts the user for values that cannot be preset, such as a code, and shows the server's text before the question; null when there is
/// no user.
/// </param>
internal sealed class PresetAnswers(
    string? username,
    string? password,
    string? token = null,
    Func<string, string, CancellationToken, Task<string?>>? ask = null
) : SignInAnswers
{
    private readonly HashSet<string> given = [];
    private readonly bool hasToken = token is not null;
    private string? unused = token;

    /// <summary>The server's last text, when the sign-in failed.</summary>
    public string Said { get; private set; } = "";

    public override Task<string?> ToAsync(string question, CancellationToken cancel)
    {
        if (question != Code || ask is null)
            return Task.FromResult(To(question));
        // After a wrong code the server asks for the password again.
        given.Remove(Password);
        var said = Said;
        Said = "";
        return ask(question, said, cancel);
    }

    public override string? TakeToken()
    {
        var taken = unused;
        unused = null;
        return taken;
    }

    private string? To(string question)
    {
        if (!given.Add(question))
            return null;
        switch (question)
        {
            case Username when username is not null:
                return username;
            case Password when password is not null:
                return password;
            case Username when hasToken:
                return null;
            case Username:
                Tell("Name yourself with --user.");
                return null;
            case Password:
                Tell("Give the password in FOYER_PASSWORD or a file named by --password-file.");
                return null;
            case NewPassword:
                Tell($"There is no account {username}. Run bin/chat without piping to make one.");
                return null;
            case Code:
                Tell(
                    "The account has a second factor. Give an access token in FOYER_TOKEN or a file named by --token-file."
                );
                return null;
            default:
                Tell($"The server asks for {question}, which needs a person: run bin/chat without piping.");
                return null;
        }
    }

    public override void Tell(string text) => Said = Said.Length == 0 ? text : $"{Said} {text}";
}
