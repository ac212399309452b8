using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Foyer.Terminal.FullScreen;

/// <summary>Lays out one message in rows: time and sender, then the quoted message, its text, files and reactions.</summary>
/// <param name="width">The width of the whole row.</param>
/// <param name="nameWidth">The width of the sender's name.</param>
internal sealed class EntryRows(ChatSession chat, int width, int nameWidth)
{
    private static readonly Color[] NameColors =
    [
        Color.Aqua,
        Color.Green,
        Color.Yellow,
        Color.Fuchsia,
        Color.Blue,
        Color.Red,
        Color.Orange1,
        Color.SpringGreen3,
    ];

    /// <param name="number">Shown in place of the time when a command names messages by number.</param>
    public IEnumerable<Row> Lay(RoomEntry entry, DateTimeOffset local, int? number)
    {
        var clock = number is { } named
            ? named.ToString(CultureInfo.InvariantCulture).PadLeft(5) + " "
            : local.ToString("HH:mm", CultureInfo.InvariantCulture) + " ";
        if (entry.Kind == "system")
            return Wrapped(
                new Row().Add(clock, Styles.Quiet).Add("* ", Styles.Quiet),
                SafeText.Lines(entry.Text),
                8,
                Styles.Quiet,
                width
            );
        var name = Row.Cut(SafeText.Line(entry.Sender), nameWidth);
        var head = new Row()
            .Add(clock, Styles.Quiet)
            .Add(new string(' ', Math.Max(0, nameWidth - Row.Cells(name))))
            .Add(name, NameStyle(entry))
            .Add(" ");
        return Indented(head, Content(entry, width - clock.Length - nameWidth - 1), clock.Length + nameWidth + 1);
    }

    private List<Row> Content(RoomEntry entry, int space)
    {
        if (entry.IsDeleted)
            return [new Row().Add("deleted", new Style(Color.Grey, decoration: Decoration.Italic))];
        var style =
            entry.Failure is not null ? new Style(Color.Red)
            : entry.IsPending ? Styles.Quiet
            : entry.Addresses(chat.Me) ? Styles.Loud
            : Style.Plain;
        var place = Math.Max(10, space);
        List<Row> rows = entry.Quote is { } quote
            ? [new Row().Add(Row.Cut($"↳ {quote.Describe()}", place), Styles.Quiet)]
            : [];
        if (entry.Text.Length > 0 || entry.Subject is not null || entry.Attachments.Count == 0)
            rows.AddRange(new MessageRows(entry, chat.Me, style, space).Layout());
        foreach (var file in entry.Attachments)
            rows.AddRange(Row.Wrap([new Segment(file.Describe(chat.Server), Styles.Quiet)], place));
        if (entry.Reactions.Count > 0)
            rows.AddRange(
                Row.Wrap(
                    [
                        new Segment(
                            string.Join(
                                "  ",
                                entry.Reactions.Select(one => $"{SafeText.Line(one.Emoji)} {one.Users.Count}")
                            ),
                            Styles.Quiet
                        ),
                    ],
                    place
                )
            );
        if (entry.IsEdited)
            Append(rows, " (edited)", style, space);
        if (entry.Failure is { } failure)
            rows.AddRange(Row.Wrap([new Segment($"not sent: {failure}", style)], place));
        return rows;
    }

    private static void Append(List<Row> rows, string text, Style style, int width)
    {
        if (rows[^1].Width + text.Length <= width)
            rows[^1].Add(text, style);
        else
            rows.Add(new Row().Add(text.TrimStart(), style));
    }

    private static IEnumerable<Row> Indented(Row head, List<Row> rows, int indent)
    {
        foreach (var row in rows)
        {
            yield return head.Add(row);
            head = new Row().Add(new string(' ', indent));
        }
    }

    private static IEnumerable<Row> Wrapped(Row head, string[] lines, int indent, Style style, int width)
    {
        var room = Math.Max(10, width - indent);
        foreach (var text in lines.SelectMany(text => Row.Wrap(text, room)))
        {
            yield return head.Add(text, style);
            head = new Row().Add(new string(' ', indent));
        }
    }

    private static Style NameStyle(RoomEntry entry) =>
        entry.IsPending
            ? Styles.Quiet
            : new Style(NameColors[(int)((ulong)entry.User % (ulong)NameColors.Length)], decoration: Decoration.Bold);
}
