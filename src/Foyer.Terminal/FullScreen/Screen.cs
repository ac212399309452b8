using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Foyer.Terminal.FullScreen;

/// <summary>The terminal as rows, of which only those that changed are written.</summary>
internal sealed class Screen : IDisposable
{
    private const string Enter = "\u001b[?1049h\u001b[2J\u001b[?2004h";
    private const string Leave = "\u001b[?2004l\u001b[?25h\u001b[?1049l";
    private const string HideCaret = "\u001b[?25l";
    private const string ShowCaret = "\u001b[?25h";

    private readonly IAnsiConsole console;
    private string[] drawn = [];
    private (int Width, int Height) size;

    public Screen(IAnsiConsole console)
    {
        this.console = console;
        console.Write(new ControlCode(Enter));
    }

    public void Draw(View view)
    {
        var now = (Math.Max(20, Console.WindowWidth), Math.Max(6, Console.WindowHeight));
        if (now != size)
            Clear(now);
        var rows = view.Draw(size.Width, size.Height, out var caretRow, out var caretColumn);
        console.Write(new ControlCode(HideCaret));
        for (var i = 0; i < rows.Count && i < size.Height; i++)
            DrawRow(rows[i], i);
        console.Write(new ControlCode(At(caretRow, caretColumn) + ShowCaret));
    }

    /// <summary>The next drawing writes everything.</summary>
    public void Forget() => size = default;

    public static void Ring() => Console.Write('\a');

    public void Dispose() => console.Write(new ControlCode(Leave));

    private void DrawRow(Row row, int number)
    {
        var key = row.Key;
        if (drawn[number] == key)
            return;
        drawn[number] = key;
        console.Write(new ControlCode(At(number, 0)));
        console.Write(new Pieces(row.Pieces));
    }

    private void Clear((int Width, int Height) now)
    {
        size = now;
        drawn = new string[size.Height];
        console.Profile.Width = size.Width;
        console.Profile.Height = size.Height;
        console.Write(new ControlCode("\u001b[2J"));
    }

    private static string At(int row, int column) =>
        string.Create(CultureInfo.InvariantCulture, $"\u001b[{row + 1};{column + 1}H");

    private sealed class Pieces(IReadOnlyList<Segment> pieces) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => pieces;
    }
}
