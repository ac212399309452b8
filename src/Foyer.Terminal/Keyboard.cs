using System.Text;
using System.Threading.Channels;

namespace Foyer.Terminal;

/// <summary>
/// The keys of this process, read by one thread, so that prompts and the screen never compete for them. Text that the terminal
/// marks as pasted is returned as one <see cref="PastedText"/>.
/// </summary>
internal sealed class Keyboard
{
    private readonly Channel<object> keys = Channel.CreateUnbounded<object>();

    public Keyboard() => new Thread(Read) { IsBackground = true, Name = "keys" }.Start();

    /// <summary>Contains <see cref="ConsoleKeyInfo"/> and <see cref="PastedText"/>.</summary>
    public ChannelReader<object> Keys => keys.Reader;

    private void Read()
    {
        var pastes = new PasteReader();
        while (true)
            foreach (var input in pastes.Take(Console.ReadKey(intercept: true), () => Console.KeyAvailable))
                keys.Writer.TryWrite(input);
    }
}

/// <summary>Pasted text; its lines end with a line feed.</summary>
internal sealed record PastedText(string Text);

/// <summary>
/// Finds bracketed pastes among keys. The runtime does not know the sequences that enclose them (ESC [ 200 ~ and ESC [ 201 ~) and
/// returns their characters as keys.
/// </summary>
internal sealed class PasteReader
{
    private const string Begin = "[200~";
    private const string End = "[201~";

    private readonly List<ConsoleKeyInfo> held = [];
    private readonly StringBuilder mark = new();
    private StringBuilder? pasted;

    /// <summary>
    /// Returns what the key completes: the key itself, keys held back before it, or a paste. Empty while more is expected.
    /// </summary>
    /// <param name="more">Returns whether another key is available; after an Escape that the user pressed there is none.</param>
    public IEnumerable<object> Take(ConsoleKeyInfo key, Func<bool> more)
    {
        var wanted = pasted is null ? Begin : End;
        if (
            held.Count == 0
                ? IsBracket(key) || (key.Key == ConsoleKey.Escape && more())
                : key.KeyChar == wanted[mark.Length]
        )
        {
            held.Add(key);
            if (key.Key != ConsoleKey.Escape)
                mark.Append(key.KeyChar);
            return mark.Length == wanted.Length ? Complete() : [];
        }
        if (held.Count == 0)
            return Pass(key);
        List<object> passed = [.. held.SelectMany(Pass)];
        held.Clear();
        mark.Clear();
        return [.. passed, .. Take(key, more)];
    }

    // ESC and a bracket may be read as Alt and the bracket, or as two keys.
    private static bool IsBracket(ConsoleKeyInfo key) =>
        key is { KeyChar: '[' } && key.Modifiers.HasFlag(ConsoleModifiers.Alt);

    private List<object> Complete()
    {
        held.Clear();
        mark.Clear();
        if (pasted is null)
        {
            pasted = new StringBuilder();
            return [];
        }
        var text = pasted.ToString();
        pasted = null;
        return [new PastedText(text)];
    }

    private List<object> Pass(ConsoleKeyInfo key)
    {
        if (pasted is null)
            return [key];
        if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            pasted.Append('\n');
        else if (key.Key == ConsoleKey.Tab)
            pasted.Append('\t');
        else if (!char.IsControl(key.KeyChar))
            pasted.Append(key.KeyChar);
        return [];
    }
}
