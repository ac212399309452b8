using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Terminal;

/// <summary>
/// Commands whose first argument is a username. A name with spaces is quoted. Without quotes the server looks up the matching
/// names, and if there are several, the user chooses, so that nothing is sent to the wrong user.
/// </summary>
internal sealed class UserCommands(ChatSession chat, Forms forms, Func<string?> takeSubject)
{
    private const int LongestLookup = 100;

    /// <summary>False for a pipe: there the next line is not an answer, so an ambiguous name is refused.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Returns the client id.</summary>
    public async Task<string> RunAsync(string word, string rest)
    {
        rest = rest.StartsWith("@\"", StringComparison.Ordinal) ? rest[1..] : rest;
        if (rest.StartsWith('"') || !rest.Any(char.IsWhiteSpace))
            return await SendAsync(word, rest, null);
        var id = MessageSender.NewId();
        rest = rest.TrimStart('@');
        await chat.Questions.AskAsync(
            "users",
            new() { ["text"] = Beginning(rest) },
            async answer =>
            {
                if (PendingRequests.Refusal(answer) is { } why)
                    chat.Sender.Refuse(why, id);
                else
                    await TakeAsync(word, rest, answer.Member("body"), id);
            }
        );
        return id;
    }

    private async Task TakeAsync(string word, string rest, JsonElement found, string id)
    {
        var names = found.Items("results").Select(user => user.Text("username") ?? "").ToList();
        var lines = names.Select(name => After(rest, name) is { } after ? $"\"{name}\" {after}" : null).ToList();
        if (names.Count == 0)
            await SendAsync(word, rest, id);
        else if (lines is [{ } only])
            await SendAsync(word, only, id);
        else if (!CanAsk || forms.Current is not null || lines.Contains(null))
            chat.Sender.Refuse($"Not sent: put the name in quotes: {Quoted(names)}.", id);
        else
        {
            chat.Notice($"Not sent yet: the name can be {Quoted(names)}. Enter its number; Esc sends nothing.");
            forms.Begin(Form.Choice([.. names.Select(SafeText.Line)], chosen => SendAsync(word, lines[chosen]!, null)));
            chat.Sender.Settle(id, null);
        }
    }

    /// <summary>Sends the command, with a name that is quoted or one word.</summary>
    private async Task<string> SendAsync(string word, string rest, string? id)
    {
        if (word != "/msg")
            return await chat.Sender.CommandAsync($"{word} {rest}", id);
        rest = rest.TrimStart('@');
        var quote = rest.StartsWith('"') ? rest.IndexOf('"', 1) : -1;
        var (name, text) =
            quote > 1 ? (rest[1..quote], rest[(quote + 1)..].Trim())
            : rest.Split(' ', 2) is [var first, var others] && !rest.StartsWith('"') ? (first, others.Trim())
            : ("", "");
        return name.Length == 0 || text.Length == 0
            ? chat.Sender.Refuse("Usage: /msg \"NAME\" TEXT", id)
            : await chat.Sender.SendToAsync(name, text, takeSubject(), id);
    }

    /// <summary>Returns the text after the name; null when the text does not begin with it.</summary>
    private static string? After(string text, string name)
    {
        var key = TextKey.Of(name);
        for (var end = 1; end <= text.Length; end++)
            if ((end == text.Length || char.IsWhiteSpace(text[end])) && TextKey.Of(text[..end]) == key)
                return text[end..].Trim();
        return null;
    }

    private static string Quoted(IEnumerable<string> names) =>
        string.Join(" or ", names.Select(name => $"\"{SafeText.Line(name)}\""));

    // The server considers no more than the length of a name.
    private static string Beginning(string text)
    {
        var end = Math.Min(text.Length, LongestLookup);
        return text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }
}
