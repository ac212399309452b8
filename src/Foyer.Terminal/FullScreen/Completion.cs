using Foyer.Protocol;

namespace Foyer.Terminal.FullScreen;

/// <summary>
/// Completes the word before the caret on Tab: commands, users (@) and rooms (#). Users who are not present are looked up on the
/// server. Pressing Tab again selects the next match.
/// </summary>
internal sealed class Completion(ChatSession chat, InputLine line)
{
    private List<string> found = [];
    private int start;
    private int next;

    public async Task CompleteAsync()
    {
        if (found.Count > 0)
            Show();
        else
            await SearchAsync();
    }

    /// <summary>Another key was pressed: the next Tab looks anew.</summary>
    public void Forget() => found = [];

    private async Task SearchAsync()
    {
        var before = line.Text[..line.Caret];
        if (RoomCommand(before) is { } rooms)
        {
            var typed = before[rooms..].TrimStart('#');
            Take(
                rooms,
                "",
                RoomNames()
                    .Concat(PeopleHere())
                    .Where(name => IsBegin(typed, name) || IsBegin(typed.TrimStart('"'), name))
            );
            return;
        }
        start = WordStart(before);
        var word = before[start..];
        if (start == 0 && word.StartsWith('/'))
            Take(start, word, TerminalCommands.All.Select(command => command + " "));
        else if (word.StartsWith('#'))
            Take(start, word, RoomNames().Select(name => $"#{name} "));
        else if (word.StartsWith('@') || IsForName(before[..start]))
            await SearchPeopleAsync(word, before);
    }

    private async Task SearchPeopleAsync(string word, string before)
    {
        var at = word.StartsWith('@') && !before.StartsWith('/') ? "@" : "";
        var typed = word.TrimStart('@', '"');
        var here = PeopleHere().ToList();
        var whole = line.Text;
        await chat.Questions.AskAsync(
            "users",
            new() { ["search"] = typed.Length is 0 or > 32 ? null : typed },
            answer =>
            {
                // The user has continued typing.
                if (line.Text != whole || line.Caret != before.Length)
                    return Task.CompletedTask;
                var known = answer.Member("body").Items("results").Select(user => SafeText.Line(user.Text("username")));
                var names = here.Concat(known)
                    .Where(name => IsBegin(typed, name))
                    .Distinct(StringComparer.CurrentCultureIgnoreCase)
                    .Order(StringComparer.CurrentCultureIgnoreCase);
                // In commands a name with spaces needs quotes; mentions are found without.
                Take(
                    before.Length - word.Length,
                    "",
                    names.Select(name => at.Length == 0 && name.Contains(' ') ? $"\"{name}\" " : $"{at}{name} ")
                );
                return Task.CompletedTask;
            }
        );
    }

    private void Take(int from, string word, IEnumerable<string> words)
    {
        start = from;
        next = 0;
        found = [.. words.Where(other => IsBegin(word, other))];
        if (found.Count > 0)
            Show();
    }

    private static bool IsBegin(string begin, string name) =>
        TextKey.Of(name).StartsWith(TextKey.Of(begin), StringComparison.Ordinal);

    private void Show()
    {
        line.Replace(start, found[next]);
        next = (next + 1) % found.Count;
    }

    private IEnumerable<string> RoomNames() =>
        chat.Rooms.Ordered.Where(room => !room.IsDirect).Select(room => room.Name);

    private IEnumerable<string> PeopleHere()
    {
        var present = chat.Current is { } here ? here.Online.Values.ToList() : [];
        return present.Concat(chat.Rooms.Ordered.Where(room => room.IsDirect).Select(room => room.Name)).Distinct();
    }

    /// <summary>Returns where the name of a room begins, which extends to the caret; null in another command.</summary>
    private static int? RoomCommand(string before) =>
        before.StartsWith("/room ", StringComparison.Ordinal) || before.StartsWith("/join ", StringComparison.Ordinal)
            ? "/room ".Length
            : null;

    /// <summary>Only the first argument of a command is a name.</summary>
    private static bool IsForName(string before) =>
        before.EndsWith(' ') && TerminalCommands.OnUsers.Contains(before[..^1]);

    /// <summary>After the last space, or at a quote that is still open.</summary>
    private static int WordStart(string before) =>
        before.Count(character => character == '"') % 2 == 1
            ? before.LastIndexOf('"')
            : before.LastIndexOfAny([' ', '\n']) + 1;
}
