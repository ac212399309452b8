using System.Text;

namespace Foyer.Terminal.FullScreen;

/// <summary>The input line: editing, and the history of lines.</summary>
internal sealed class InputLine
{
    private const int Remembered = 100;

    private readonly StringBuilder text = new();
    private readonly List<string> history = [];
    private int shown;

    // The line that was being typed when an older one was recalled.
    private string unsent = "";

    /// <summary>True when the text begins with something pasted.</summary>
    public bool BeginsPasted { get; private set; }

    /// <summary>True for several lines, which only a paste brings.</summary>
    public bool HasLines => Text.Contains('\n', StringComparison.Ordinal);

    public string Text => text.ToString();

    /// <summary>The position of the next character, in UTF-16 code units.</summary>
    public int Caret { get; private set; }

    /// <summary>True when the key was for the line.</summary>
    public bool Take(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        return TryMove(key.Key, control) || TryRemove(key.Key, control) || TryType(key.KeyChar);
    }

    public void Put(string line)
    {
        BeginsPasted = false;
        text.Clear().Append(line);
        Caret = text.Length;
    }

    /// <summary>Pastes at the caret.</summary>
    public void Insert(string pasted)
    {
        BeginsPasted |= Caret == 0;
        text.Insert(Caret, pasted);
        Caret += pasted.Length;
    }

    /// <summary>Replaces the text between <paramref name="from"/> and the caret.</summary>
    public void Replace(int from, string with)
    {
        text.Remove(from, Caret - from).Insert(from, with);
        Caret = from + with.Length;
    }

    /// <summary>Returns and clears the line, and adds it to the history unless it is a secret.</summary>
    public string Send(bool isSecret = false)
    {
        var line = isSecret ? Text : Text.TrimEnd();
        if (!isSecret && line.Length > 0 && history.LastOrDefault() != line)
            history.Add(line);
        if (history.Count > Remembered)
            history.RemoveAt(0);
        shown = history.Count;
        unsent = "";
        Put("");
        return line;
    }

    private bool TryMove(ConsoleKey key, bool control)
    {
        switch (key)
        {
            case ConsoleKey.LeftArrow:
                Caret = Before(Caret);
                return true;
            case ConsoleKey.RightArrow:
                Caret = After(Caret);
                return true;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                Caret = 0;
                return true;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                Caret = text.Length;
                return true;
            case ConsoleKey.UpArrow:
                Show(shown - 1);
                return true;
            case ConsoleKey.DownArrow:
                Show(shown + 1);
                return true;
            default:
                return false;
        }
    }

    private bool TryRemove(ConsoleKey key, bool control)
    {
        switch (key)
        {
            case ConsoleKey.Backspace when !control:
                Remove(Before(Caret), Caret);
                return true;
            case ConsoleKey.Delete:
                Remove(Caret, After(Caret));
                return true;
            case ConsoleKey.U when control:
                Remove(0, Caret);
                return true;
            case ConsoleKey.K when control:
                Remove(Caret, text.Length);
                return true;
            case ConsoleKey.W or ConsoleKey.Backspace when control:
                Remove(Text[..Caret].TrimEnd().LastIndexOf(' ') + 1, Caret);
                return true;
            default:
                return false;
        }
    }

    private bool TryType(char character)
    {
        if (char.IsControl(character))
            return false;
        text.Insert(Caret++, character);
        return true;
    }

    private void Show(int which)
    {
        if (which < 0 || which > history.Count)
            return;
        if (shown == history.Count)
            unsent = Text;
        shown = which;
        Put(which == history.Count ? unsent : history[which]);
    }

    private void Remove(int from, int to)
    {
        text.Remove(from, to - from);
        Caret = from;
    }

    private int Before(int at) =>
        at == 0 ? 0
        : at > 1 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? at - 2
        : at - 1;

    private int After(int at) =>
        at >= text.Length ? text.Length
        : at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? at + 2
        : at + 1;
}
