using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Foyer.Terminal.FullScreen;

/// <summary>Lays the chat out on a screen of a given size. It only reads.</summary>
internal sealed class View(Chat chat, Talk talk, InputLine line, TimeProvider time)
{
    private const int SideWidth = 22;
    private const int NarrowScreen = 60;
    private const int NameWidth = 14;
    private static readonly TimeSpan NoticeShown = TimeSpan.FromSeconds(20);

    private static readonly Style Bar = new(Color.White, Color.Grey23);
    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Loud = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
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

    /// <summary>Rows of messages that lie below the screen.</summary>
    public int Scrolled { get; set; }

    /// <summary>True when the first message that is here is on the screen.</summary>
    public bool AtTop { get; private set; }

    public List<Row> Draw(int width, int height, out int caretRow, out int caretColumn)
    {
        var side = width >= NarrowScreen ? SideWidth : 0;
        var body = Math.Max(1, height - 4);
        var notices = Notices(width - side - (side > 0 ? 4 : 2), Math.Max(1, body / 2));
        var rows = new List<Row> { Header(width) };
        var rooms = Rooms(body);
        var messages = Messages(width - side - (side > 0 ? 2 : 0), body - notices.Count);
        for (var i = 0; i < body; i++)
        {
            var row = new Row();
            if (side > 0)
                row.Add((i < rooms.Count ? rooms[i] : new Row()).Fit(side)).Add("│ ", Quiet);
            row.Add(
                i < messages.Count ? messages[i] : new Row().Add("· ", Quiet).Add(notices[i - messages.Count], Quiet)
            );
            rows.Add(row.Fit(width));
        }
        rows.Add(Typing(width));
        rows.Add(Input(width, out caretColumn));
        rows.Add(Footer(width));
        caretRow = body + 2;
        return rows;
    }

    /// <summary>What was said lately, until it was there long enough to be read.</summary>
    private List<string> Notices(int width, int most)
    {
        var now = time.GetUtcNow();
        var fresh = chat.Notices.Where(notice => now - notice.Time < NoticeShown);
        return [.. fresh.SelectMany(notice => Row.Wrap(notice.Text, Math.Max(10, width))).TakeLast(most)];
    }

    private Row Header(int width)
    {
        var row = new Row().Add(" Foyer ", new Style(Color.White, Color.Grey23, Decoration.Bold));
        if (chat.Current is { } room)
        {
            row.Add($" {Title(room)}", new Style(Color.White, Color.Grey23, Decoration.Bold));
            if (room.Topic is { Length: > 0 } topic)
                row.Add($" — {topic}", Bar);
            var here = $"{room.Online.Count + 1} here ";
            return row.Fit(Math.Max(0, width - here.Length), Bar).Add(here, Bar).Fit(width, Bar);
        }
        return row.Fit(width, Bar);
    }

    private List<Row> Rooms(int height)
    {
        var rows = new List<Row>();
        foreach (var group in chat.Rooms.Ordered.GroupBy(room => room.IsDirect))
        {
            if (rows.Count > 0)
                rows.Add(new Row());
            rows.Add(new Row().Add(group.Key ? " People" : " Rooms", Quiet));
            rows.AddRange(group.Select(RoomRow));
        }
        if (rows.Count == 0)
            rows.Add(new Row().Add(" No rooms yet: /join", Quiet));
        return [.. rows.Take(height)];
    }

    private Row RoomRow(Room room)
    {
        var isCurrent = room == chat.Current;
        var count =
            room.Unread == 0 ? ""
            : room.Unread > 999 ? "999+"
            : room.Unread.ToString(CultureInfo.InvariantCulture);
        var style =
            isCurrent ? new Style(decoration: Decoration.Invert)
            : room.Unread > 0 ? Bold
            : Style.Plain;
        var row = new Row()
            .Add((isCurrent ? ">" : " ") + Title(room), style)
            .Fit(SideWidth - count.Length - 1, isCurrent ? style : null);
        return row.Add(count, room.Mentions > 0 || room.IsDirect ? Loud : Bold).Fit(SideWidth);
    }

    private List<Row> Messages(int width, int height)
    {
        if (chat.Current is not { } room)
            return
            [
                .. Welcome()
                    .Select(text => new Row().Add(text, Quiet))
                    .Concat(Enumerable.Repeat(new Row(), height))
                    .Take(height),
            ];
        var all = new List<Row>();
        DateOnly day = default;
        foreach (var entry in room.Entries)
        {
            var local = entry.Time.ToLocalTime();
            if (DateOnly.FromDateTime(local.DateTime) is var other && other != day)
                all.Add(new Row().Add($"── {DayWords(day = other)} ──", Quiet));
            all.AddRange(EntryRows(entry, local, width));
        }
        if (all.Count == 0)
            all.Add(new Row().Add(room.IsLoaded ? "Nothing here yet. Say hello." : "", Quiet));
        Scrolled = Math.Clamp(Scrolled, 0, Math.Max(0, all.Count - height));
        AtTop = all.Count - Scrolled <= height;
        var shown = all.SkipLast(Scrolled).TakeLast(height).ToList();
        return [.. Enumerable.Repeat(new Row(), height - shown.Count), .. shown];
    }

    private IEnumerable<Row> EntryRows(Entry entry, DateTimeOffset local, int width)
    {
        var clock = local.ToString("HH:mm", CultureInfo.InvariantCulture) + " ";
        if (entry.Kind == "system")
            return Wrapped(new Row().Add(clock, Quiet).Add("* ", Quiet), Clean.Lines(entry.Text), 8, Quiet, width);
        var name = Row.Cut(Clean.Line(entry.Sender), NameWidth);
        var head = new Row()
            .Add(clock, Quiet)
            .Add(new string(' ', Math.Max(0, NameWidth - Row.Cells(name))))
            .Add(name, NameStyle(entry))
            .Add(" ");
        return Indented(head, EntryText(entry, width - clock.Length - NameWidth - 1), clock.Length + NameWidth + 1);
    }

    private List<Row> EntryText(Entry entry, int width)
    {
        if (entry.IsDeleted)
            return [new Row().Add("deleted", new Style(Color.Grey, decoration: Decoration.Italic))];
        var style =
            entry.Failure is not null ? new Style(Color.Red)
            : entry.IsPending ? Quiet
            : entry.Addresses(chat.Me) ? Loud
            : Style.Plain;
        var rows = new MessageRows(entry, chat.Me, style, width).Lay();
        if (entry.IsEdited)
            Append(rows, " (edited)", style, width);
        if (entry.Failure is { } failure)
            rows.AddRange(Row.Wrap([new Segment($"not sent: {failure}", style)], Math.Max(10, width)));
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

    private Row Typing(int width)
    {
        var typists = chat.Current is { } room ? chat.Typists(room) : [];
        var text = talk.Subject is { } subject ? $"[{Clean.Line(subject)}]  " : "";
        text += typists.Count switch
        {
            0 => "",
            1 => $"{typists[0]} is typing…",
            2 => $"{typists[0]} and {typists[1]} are typing…",
            _ => "Several people are typing…",
        };
        if (Scrolled > 0)
            text = $"↓ {Scrolled} lines further down (PgDn)  {text}";
        return new Row().Add(" " + text, Quiet).Fit(width);
    }

    private Row Input(int width, out int caret)
    {
        var field = talk.Form?.Current;
        var prompt =
            field is not null ? field.Question + ": "
            : chat.Current is { } room ? Title(room) + "> "
            : "> ";
        var place = Math.Max(1, width - prompt.Length - 1);
        // What is left of the caret scrolls out when the line is longer than the screen.
        var before = Shown(line.Text[..line.Caret], field);
        var from = 0;
        while (Row.Cells(before[from..]) >= place)
            from += char.IsHighSurrogate(before[from]) ? 2 : 1;
        caret = prompt.Length + Row.Cells(before[from..]);
        return new Row().Add(prompt, Bold).Add(before[from..] + Shown(line.Text[line.Caret..], field)).Fit(width);
    }

    private static string Shown(string text, FormField? field) =>
        field is { IsSecret: true } ? new string('*', text.Length) : Clean.Line(text);

    private Row Footer(int width) =>
        talk.IsFrozen ? new Row().Add(" Deleting the account…", Loud).Fit(width)
        : chat.IsConnected
            ? new Row()
                .Add($" {chat.MyName} · Tab completes · Alt ↑↓ rooms · PgUp older · /help · Ctrl C leaves", Quiet)
                .Fit(width)
        : new Row().Add(" " + chat.Connection, Loud).Fit(width);

    private static string Title(Room room) => (room.IsDirect ? "@" : "#") + room.Name;

    private static string[] Welcome() =>
        ["", "  Welcome. Join a room with /join ROOM,", "  or write to somebody with /msg NAME TEXT."];

    private static Style NameStyle(Entry entry) =>
        entry.IsPending
            ? Quiet
            : new Style(NameColors[(int)((ulong)entry.User % (ulong)NameColors.Length)], decoration: Decoration.Bold);

    private string DayWords(DateOnly day)
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return day == today ? "Today"
            : day == today.AddDays(-1) ? "Yesterday"
            : day.ToString("dddd, d MMMM yyyy", CultureInfo.CurrentCulture);
    }
}
