using Foyer.Protocol;

namespace Foyer.Terminal.FullScreen;

/// <summary>What Tab makes of the word before the caret: commands, people (@) and rooms (#). Tab again takes the next one.</summary>
internal sealed class Completion(Chat chat, InputLine line)
{
    private List<string> found = [];
    private int start;
    private int next;

    public void Complete()
    {
        if (found.Count == 0)
            Search();
        if (found.Count == 0)
            return;
        line.Replace(start, found[next]);
        next = (next + 1) % found.Count;
    }

    /// <summary>Another key was pressed: the next Tab looks anew.</summary>
    public void Forget() => found = [];

    private void Search()
    {
        var before = line.Text[..line.Caret];
        start = before.LastIndexOf(' ') + 1;
        var word = before[start..];
        next = 0;
        found =
        [
            .. Words(word, before[..start])
                .Where(other => TextKey.Of(other).StartsWith(TextKey.Of(word), StringComparison.Ordinal)),
        ];
    }

    private IEnumerable<string> Words(string word, string before)
    {
        if (word.StartsWith('/') && before.Length == 0)
            return Talk.Commands.Select(command => command + " ");
        var rooms = chat.Rooms.Ordered.Where(room => !room.IsDirect).Select(room => room.Name);
        var present = chat.Current is { } here ? here.Online.Values.ToList() : [];
        var people = present.Concat(chat.Rooms.Ordered.Where(room => room.IsDirect).Select(room => room.Name));
        if (
            before.StartsWith("/room", StringComparison.Ordinal) || before.StartsWith("/join", StringComparison.Ordinal)
        )
            return rooms.Concat(people).Select(name => name + " ");
        if (word.StartsWith('#'))
            return rooms.Select(name => $"#{name} ");
        var isName = word.StartsWith('@') || before.StartsWith('/');
        return isName
            ? people
                .Distinct()
                .Order(StringComparer.CurrentCultureIgnoreCase)
                .Select(name => (word.StartsWith('@') ? "@" : "") + name + " ")
            : [];
    }
}
