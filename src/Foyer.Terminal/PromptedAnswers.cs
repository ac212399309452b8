using Foyer.Terminal.FullScreen;

namespace Foyer.Terminal;

/// <summary>Prompts the user line by line, before the screen opens.</summary>
internal sealed class PromptedAnswers(Keyboard keyboard, string? username, string? password, string? token = null)
    : SignInAnswers
{
    private const string EraseLine = "\r\u001b[K";

    private string? name = username;
    private string? secret = password;
    private string? unused = token;
    private bool wantsAccount;

    public override async Task<string?> ToAsync(string question, CancellationToken cancel)
    {
        switch (question)
        {
            case Username:
                wantsAccount = false;
                return Take(ref name) ?? await AskAsync("Username", cancel);
            case Password:
                return Take(ref secret) ?? await AskAsync("Password", cancel, isSecret: true);
            case NewPassword:
                return await WantsAccountAsync(cancel)
                    ? await AskAsync("New password (8 characters or more)", cancel, isSecret: true)
                    : null;
            case Email:
                return await AskAsync("E-mail address", cancel);
            case Code:
                return await AskAsync("Code of your authenticator app", cancel);
            default:
                return null;
        }
    }

    public override void Tell(string text) => Console.WriteLine(text);

    public override string? TakeToken() => Take(ref unused);

    private static string? Take(ref string? given)
    {
        var value = given;
        given = null;
        return value;
    }

    /// <summary>Asks once for each name; after a refused password only the password is asked for again.</summary>
    private async Task<bool> WantsAccountAsync(CancellationToken cancel)
    {
        while (!wantsAccount)
            switch (
                (await AskAsync("There is no such account yet. Create it? (y/n)", cancel))?.Trim().ToLowerInvariant()
            )
            {
                case null:
                    return false;
                case "y" or "yes":
                    wantsAccount = true;
                    break;
                case "n" or "no":
                    throw new StartOverException();
                default:
                    Tell("Answer y or n.");
                    break;
            }
        return true;
    }

    /// <summary>Returns a typed line; null when the user wants to quit (Ctrl D).</summary>
    private async Task<string?> AskAsync(string question, CancellationToken cancel, bool isSecret = false)
    {
        var line = new InputLine();
        while (true)
        {
            Console.Write($"{EraseLine}{question}: {(isSecret ? "" : SafeText.Line(line.Text))}");
            switch (await keyboard.Keys.ReadAsync(cancel))
            {
                case PastedText pasted:
                    line.Insert(pasted.Text.Split('\n')[0]);
                    break;
                case ConsoleKeyInfo { Key: ConsoleKey.Enter } when line.Text.Length > 0:
                    Console.WriteLine();
                    return line.Send(isSecret);
                case ConsoleKeyInfo { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control }:
                    Console.WriteLine();
                    return null;
                case ConsoleKeyInfo key:
                    line.Take(key);
                    break;
            }
        }
    }
}
