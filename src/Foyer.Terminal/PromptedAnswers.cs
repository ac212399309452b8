using Foyer.Terminal.FullScreen;

namespace Foyer.Terminal;

/// <summary>Asks the person, line by line, before the screen opens.</summary>
internal sealed class PromptedAnswers(Keyboard keyboard, string? username, string? password) : Answers
{
    private const string EraseLine = "\r\u001b[K";

    private string? name = username;
    private string? secret = password;

    public override async Task<string?> ToAsync(string question, CancellationToken cancel) =>
        question switch
        {
            Username => Take(ref name) ?? await AskAsync("Username", cancel),
            Password => Take(ref secret) ?? await AskAsync("Password", cancel, isSecret: true),
            NewPassword => await AskAsync("There is no such account yet. Make one? (y/n)", cancel) is "y" or "yes"
                ? await AskAsync("New password (8 characters or more)", cancel, isSecret: true)
                : null,
            Email => await AskAsync("E-mail address", cancel),
            Code => await AskAsync("Code of your authenticator app", cancel),
            _ => null,
        };

    public override void Tell(string text) => Console.WriteLine(text);

    private static string? Take(ref string? given)
    {
        var value = given;
        given = null;
        return value;
    }

    /// <summary>A line as it was typed; null when the person wants to go (Ctrl D).</summary>
    private async Task<string?> AskAsync(string question, CancellationToken cancel, bool isSecret = false)
    {
        var line = new InputLine();
        while (true)
        {
            Console.Write($"{EraseLine}{question}: {(isSecret ? "" : Clean.Line(line.Text))}");
            switch (await keyboard.Keys.ReadAsync(cancel))
            {
                case { Key: ConsoleKey.Enter } when line.Text.Length > 0:
                    Console.WriteLine();
                    return line.Send(isSecret);
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control }:
                    Console.WriteLine();
                    return null;
                case var key:
                    line.Take(key);
                    break;
            }
        }
    }
}
