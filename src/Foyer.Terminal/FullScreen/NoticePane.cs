using System.Globalization;

namespace Foyer.Terminal.FullScreen;

/// <summary>The panel of a longer text and the short notices, which lie below the messages.</summary>
internal sealed class NoticePane(Notices notices)
{
    private const int MessageRowsKept = 4;

    private int paged;
    private int first;
    private int total;
    private int place;

    /// <summary>Turns a page of the panel; returns false when there is no panel or all of it is visible.</summary>
    public bool TryPage(ConsoleKey key)
    {
        if (notices.Panel.Count == 0 || total <= place)
            return false;
        first += key == ConsoleKey.PageDown ? place : -place;
        return true;
    }

    public List<Row> Draw(int width, int height)
    {
        width = Math.Max(10, width);
        var shown = notices
            .Shown.SelectMany(notice => Wrap("· ", notice, width))
            .Take(Math.Max(1, height / 2))
            .ToList();
        var rows = Panel(width, Math.Max(height / 2, height - MessageRowsKept) - shown.Count);
        if (shown.Count == 0)
            return rows;
        rows.AddRange(shown);
        if (notices.Panel.Count == 0)
            rows.Add(new Row().Add("── Esc closes ──", Styles.Quiet));
        return rows;
    }

    private List<Row> Panel(int width, int height)
    {
        if (notices.Panel.Count == 0)
            return [];
        if (paged != notices.PanelNumber)
            first = 0;
        paged = notices.PanelNumber;
        var lines = notices.Panel.SelectMany(notice => Wrap("", notice, width)).ToList();
        (total, place) = (lines.Count, Math.Max(1, height - 2));
        first = Math.Clamp(first, 0, Math.Max(0, total - place));
        var page = lines.Skip(first).Take(place).ToList();
        var hint =
            total > place
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"── {first + 1}–{first + page.Count} of {total} · PgUp PgDn · Esc closes ──"
                )
                : "── Esc closes ──";
        return [new Row().Add(new string('─', width), Styles.Quiet), .. page, new Row().Add(hint, Styles.Quiet)];
    }

    private static IEnumerable<Row> Wrap(string mark, string text, int width)
    {
        foreach (var line in Row.Wrap(text, width - 2))
        {
            yield return new Row().Add(mark, Styles.Quiet).Add(line);
            mark = "  ";
        }
    }
}
