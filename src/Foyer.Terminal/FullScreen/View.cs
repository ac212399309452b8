using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Foyer.Terminal.FullScreen;

/// <summary>Lays the chat out on a screen of a given size. It only reads.</summary>
internal sealed class View(Chat chat, Talk talk, InputLine line, TimeProvider time)
{
    // Below the first width there is no list of rooms, below the second list and names are narrow: the text comes first.
    private const int NarrowScreen = 70;
    private const int WideScreen = 100;

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

    private int sideWidth;
    private int nameWidth;
    private int noticePage;
    private int noticeRows;
    private int noticePlace;

    // The lowest row on the screen while one looks at older messages: what comes below does not move it.
    private (Room Room, long Entry, int Row)? anchor;
    private int scrolled;

    /// <summary>Rows of messages that lie below the screen.</summary>
    public int Scrolled
    {
        get => scrolled;
        set => (scrolled, anchor) = (value, null);
    }

    /// <summary>Several lines wait for a second Enter.</summary>
    public bool AsksToSend { get; set; }

    /// <summary>Takes away what the server or the terminal has said.</summary>
    public void DismissNotices()
    {
        chat.Notices.Clear();
        noticePage = 0;
    }

    /// <summary>Turns a page of notices that do not fit; false when they all do.</summary>
    public bool TryPageNotices(ConsoleKey key)
    {
        if (noticeRows <= noticePlace)
            return false;
        var most = Math.Max(0, noticeRows - noticePlace);
        noticePage = Math.Clamp(noticePage + (key == ConsoleKey.PageDown ? noticePlace : -noticePlace), 0, most);
        return true;
    }

    /// <summary>True when the first message that is here is on the screen.</summary>
    public bool AtTop { get; private set; }

    public List<Row> Draw(int width, int height, out int caretRow, out int caretColumn)
    {
        sideWidth = width < WideScreen ? 18 : 22;
        nameWidth = width < WideScreen ? 10 : 14;
        var side = width >= NarrowScreen ? sideWidth : 0;
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
            row.Add(i < messages.Count ? messages[i] : notices[i - messages.Count]);
            rows.Add(row.Fit(width));
        }
        rows.Add(Typing(width));
        rows.Add(Input(width, out caretColumn));
        rows.Add(Footer(width));
        caretRow = body + 2;
        return rows;
    }

    /// <summary>What the server or the terminal has said, until it is dismissed; a page of it where it does not fit.</summary>
    private List<Row> Notices(int width, int most)
    {
        var lines = chat.Notices.SelectMany(notice => Row.Wrap(notice, Math.Max(10, width))).ToList();
        (noticeRows, noticePlace) = (lines.Count, Math.Max(1, most - 1));
        if (lines.Count == 0)
            return [];
        noticePage = Math.Clamp(noticePage, 0, Math.Max(0, noticeRows - noticePlace));
        var page = lines.Skip(noticePage).Take(noticePlace).ToList();
        var hint =
            noticeRows > noticePlace
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"── {noticePage + 1}–{noticePage + page.Count} of {noticeRows} · PgUp PgDn · Esc closes ──"
                )
                : "── Esc closes ──";
        return [.. page.Select(text => new Row().Add("· ", Quiet).Add(text)), new Row().Add(hint, Quiet)];
    }

    private Row Header(int width)
    {
        var row = new Row().Add(" Foyer ", new Style(Color.White, Color.Grey23, Decoration.Bold));
        if (chat.Current is { } room)
        {
            row.Add($" {Title(room)}", new Style(Color.White, Color.Grey23, Decoration.Bold));
            if (room.Topic is { Length: > 0 } topic)
                row.Add($" — {topic}", Bar);
            var unread =
                width < NarrowScreen ? chat.Rooms.All.Where(other => other != room).Sum(other => other.Unread) : 0;
            var here = (unread > 0 ? $"{unread} unread · " : "") + $"{room.Online.Count + 1} here ";
            return row.Fit(Math.Max(0, width - here.Length), Bar).Add(here, Bar).Fit(width, Bar);
        }
        return row.Fit(width, Bar);
    }

    /// <summary>The part of the list around the room on the screen; what lies beyond is counted.</summary>
    private List<Row> Rooms(int height)
    {
        var rows = new List<(Row Row, Room? Room)>();
        foreach (var group in chat.Rooms.Ordered.GroupBy(room => room.IsDirect))
        {
            if (rows.Count > 0)
                rows.Add((new Row(), null));
            rows.Add((new Row().Add(group.Key ? " People" : " Rooms", Quiet), null));
            rows.AddRange(group.Select(room => (RoomRow(room), (Room?)room)));
        }
        if (rows.Count == 0)
            rows.Add((new Row().Add(" No rooms yet: /join", Quiet), null));
        if (rows.Count <= height || height < 5)
            return [.. rows.Take(height).Select(row => row.Row)];
        var current = Math.Max(0, rows.FindIndex(row => row.Room is not null && row.Room == chat.Current));
        var place = height - 2;
        var first = Math.Clamp(current - place / 2, 0, rows.Count - place);
        return
        [
            Beyond(rows.Take(first), "↑"),
            .. rows.Skip(first).Take(place).Select(row => row.Row),
            Beyond(rows.Skip(first + place), "↓"),
        ];
    }

    private static Row Beyond(IEnumerable<(Row Row, Room? Room)> rows, string arrow)
    {
        var rooms = rows.Where(row => row.Room is not null).Select(row => row.Room!).ToList();
        var unread = rooms.Sum(room => room.Unread);
        return rooms.Count == 0
            ? new Row()
            : new Row().Add(
                $" {arrow} {rooms.Count} more{(unread > 0 ? $", {unread} new" : "")}",
                unread > 0 ? Loud : Quiet
            );
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
            .Fit(sideWidth - count.Length - 1, isCurrent ? style : null);
        return row.Add(count, room.Mentions > 0 || room.IsDirect ? Loud : Bold).Fit(sideWidth);
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
        var all = new List<(Row Row, long Entry, int Number)>();
        var numbers = NamesNumber() ? room.Numbers() : null;
        DateOnly day = default;
        foreach (var entry in room.Entries)
        {
            var local = entry.Time.ToLocalTime();
            if (DateOnly.FromDateTime(local.DateTime) is var other && other != day)
                all.Add((new Row().Add($"── {DayWords(day = other)} ──", Quiet), entry.Id, -2));
            if (entry.Id == room.NewFrom)
                all.Add((new Row().Add("── New ──", Loud), entry.Id, -1));
            int? number = numbers?.TryGetValue(entry.Id, out var counted) == true ? counted : null;
            all.AddRange(EntryRows(entry, local, width, number).Select((row, index) => (row, entry.Id, index)));
        }
        if (all.Count == 0)
            all.Add((new Row().Add(room.IsLoaded ? "Nothing here yet. Say hello." : "", Quiet), 0, 0));
        Settle(room, all, height);
        AtTop = all.Count - scrolled <= height;
        var shown = all.SkipLast(scrolled).TakeLast(height).Select(row => row.Row).ToList();
        return [.. Enumerable.Repeat(new Row(), height - shown.Count), .. shown];
    }

    /// <summary>Keeps the lowest row where it was, whatever has come below it or above.</summary>
    private void Settle(Room room, List<(Row Row, long Entry, int Number)> all, int height)
    {
        if (anchor is { } kept && kept.Room == room)
        {
            var at = all.FindLastIndex(row => row.Entry == kept.Entry && row.Number <= kept.Row);
            if (at >= 0)
                scrolled = all.Count - 1 - at;
        }
        scrolled = Math.Clamp(scrolled, 0, Math.Max(0, all.Count - height));
        var lowest = all[^(scrolled + 1)];
        anchor = scrolled > 0 ? (room, lowest.Entry, lowest.Number) : null;
    }

    /// <summary>While a command is typed that names a message by its number, the numbers stand beside the messages.</summary>
    private bool NamesNumber() =>
        line.Text is ['/', 'e' or 'd' or 'r', ..]
        && (line.Text.Split(' ')[0] is "/edit" or "/delete" or "/reply" or "/react");

    private IEnumerable<Row> EntryRows(Entry entry, DateTimeOffset local, int width, int? number)
    {
        var clock = number is { } named
            ? named.ToString(CultureInfo.InvariantCulture).PadLeft(5) + " "
            : local.ToString("HH:mm", CultureInfo.InvariantCulture) + " ";
        if (entry.Kind == "system")
            return Wrapped(new Row().Add(clock, Quiet).Add("* ", Quiet), Clean.Lines(entry.Text), 8, Quiet, width);
        var name = Row.Cut(Clean.Line(entry.Sender), nameWidth);
        var head = new Row()
            .Add(clock, Quiet)
            .Add(new string(' ', Math.Max(0, nameWidth - Row.Cells(name))))
            .Add(name, NameStyle(entry))
            .Add(" ");
        return Indented(head, EntryText(entry, width - clock.Length - nameWidth - 1), clock.Length + nameWidth + 1);
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
        var place = Math.Max(10, width);
        List<Row> rows = entry.Quote is { } quote
            ? [new Row().Add(Row.Cut($"↳ {quote.Describe()}", place), Quiet)]
            : [];
        if (entry.Text.Length > 0 || entry.Subject is not null || entry.Attachments.Count == 0)
            rows.AddRange(new MessageRows(entry, chat.Me, style, width).Lay());
        foreach (var file in entry.Attachments)
            rows.AddRange(Row.Wrap([new Segment(file.Describe(chat.Server), Quiet)], place));
        if (entry.Reactions.Count > 0)
            rows.AddRange(
                Row.Wrap(
                    [
                        new Segment(
                            string.Join(
                                "  ",
                                entry.Reactions.Select(one => $"{Clean.Line(one.Emoji)} {one.Users.Count}")
                            ),
                            Quiet
                        ),
                    ],
                    place
                )
            );
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
        if (AsksToSend)
            return new Row()
                .Add(
                    $" Send {line.Text.Count(one => one == '\n') + 1} lines as one message? Enter sends, Esc goes back.",
                    Loud
                )
                .Fit(width);
        if (talk.Form?.Error is { } error)
            return new Row().Add(" " + error, Loud).Fit(width);
        var below = scrolled > 0 ? chat.Current?.Unread ?? 0 : 0;
        if (scrolled > 0)
            text = (below > 0 ? $"↓ {below} new below (PgDn)  " : "↓ PgDn goes down  ") + text;
        return new Row().Add(" " + text, below > 0 ? Loud : Quiet).Fit(width);
    }

    private Row Input(int width, out int caret)
    {
        var field = talk.Form?.Current;
        var prompt =
            chat.Asked is not null ? "Code of your authenticator app: "
            : field is not null ? talk.Form!.Prompt
            : chat.Current is { } room ? Title(room) + "> "
            : "> ";
        prompt = Row.Cut(prompt, Math.Max(1, width - 20));
        var place = Math.Max(1, width - Row.Cells(prompt) - 1);
        // What is left of the caret scrolls out when the line is longer than the screen.
        var before = Shown(line.Text[..line.Caret], field);
        var from = 0;
        while (Row.Cells(before[from..]) >= place)
            from += char.IsHighSurrogate(before[from]) ? 2 : 1;
        caret = Row.Cells(prompt) + Row.Cells(before[from..]);
        return new Row().Add(prompt, Bold).Add(before[from..] + Shown(line.Text[line.Caret..], field)).Fit(width);
    }

    private static string Shown(string text, FormField? field) =>
        field is { IsSecret: true }
            ? new string('*', text.Length)
            : Clean.Line(text.Replace("\n", "↵", StringComparison.Ordinal));

    private Row Footer(int width) =>
        talk.Form is not null ? new Row().Add(" Enter goes on · Esc leaves the form", Quiet).Fit(width)
        : talk.IsFrozen ? new Row().Add(" Deleting the account…", Loud).Fit(width)
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
