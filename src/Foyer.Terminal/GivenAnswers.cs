namespace Foyer.Terminal;

/// <summary>Name and password from the command line, the environment or a file; each is given once and never asked for.</summary>
internal sealed class GivenAnswers(string? username, string? password) : Answers
{
    private readonly HashSet<string> given = [];

    /// <summary>What the server said last, when it could not be satisfied.</summary>
    public string Said { get; private set; } = "";

    public override Task<string?> ToAsync(string question, CancellationToken cancel) => Task.FromResult(To(question));

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
            case Username:
                Tell("Name yourself with --user.");
                return null;
            case Password:
                Tell("Give the password in FOYER_PASSWORD or a file named by --password-file.");
                return null;
            case NewPassword:
                Tell($"There is no account {username}. Run bin/chat without piping to make one.");
                return null;
            default:
                Tell($"The server asks for {question}, which needs a person: run bin/chat without piping.");
                return null;
        }
    }

    public override void Tell(string text) => Said = Said.Length == 0 ? text : $"{Said} {text}";
}
