using Spectre.Console;

namespace Foyer.Terminal;

/// <summary>Asks the person, line by line, before the screen opens.</summary>
internal sealed class PromptedAnswers(IAnsiConsole console, string? username, string? password) : Answers
{
    private string? name = username;
    private string? secret = password;

    public override string? To(string question) =>
        question switch
        {
            Username => Take(ref name) ?? Ask("Username"),
            Password => Take(ref secret) ?? AskSecret("Password"),
            NewPassword => Ask("There is no such account yet. Make one? (y/n)") is "y" or "yes"
                ? AskSecret("New password (8 characters or more)")
                : null,
            Email => Ask("E-mail address"),
            Code => Ask("Code of your authenticator app"),
            _ => null,
        };

    public override void Tell(string text) => console.WriteLine(text);

    private static string? Take(ref string? given)
    {
        var value = given;
        given = null;
        return value;
    }

    private string Ask(string question) => console.Prompt(new TextPrompt<string>(question + ":"));

    private string AskSecret(string question) => console.Prompt(new TextPrompt<string>(question + ":").Secret(null));
}
