using System.Globalization;

namespace Foyer.Terminal.FullScreen;

/// <summary>The messages of the current room, and the scroll position.</summary>
internal sealed class MessagePane(ChatSession chat, InputLine line, TimeProvider time)
{
    // The lowest visible row while the user looks at older messages: new messages below do not move it.
    private (Room Room, long Entry, int Row)? anchor;
    private int scrolled;

    /// <summary>Rows of messages that lie below the screen.</summary>
    public int Scrolled
    {
        get => scrolled;
        set => (scrolled, anchor) = (value, null);
    }

    /// <summary>True when the first message that is here is on the screen.</summary>
    public bool AtTop { get; private set; }

    public List<Row> Draw(int width, int height, int nameWidth)
    {
        if (chat.Current is not { } room)
            return
            [
                .. Welcome()
                    .Select(text => new Row().Add(text, Styles.Quiet))
                    .Concat(Enumerable.Repeat(new Row(), height))
                    .Take(height),
            ];
        var all = new List<(Row Row, long Entry, int Number)>();
        var numbers = NamesNumber() ? room.Numbers() : null;
        var rows = new EntryRows(chat, width, nameWidth);
        DateOnly day = default;
        foreach (var entry in room.Entries)
        {
            var local = entry.Time.ToLocalTime();
            if (DateOnly.FromDateTime(local.DateTime) is var other && other != day)
                all.Add((new Row().Add($"── {DayWords(day = other)} ──", Styles.Quiet), entry.Id, -2));
            if (entry.Id == room.NewFrom)
                all.Add((new Row().Add("── New ──", Styles.Loud), entry.Id, -1));
            int? number = numbers?.TryGetValue(entry.Id, out var counted) == true ? counted : null;
            all.AddRange(rows.Lay(entry, local, number).Select((row, index) => (row, entry.Id, index)));
        }
        if (all.Count == 0)
            all.Add((new Row().Add(room.IsLoaded ? "Nothing here yet. Say hello." : "", Styles.Quiet), 0, 0));
        Settle(room, all, height);
        AtTop = all.Count - scrolled <= height;
        var shown = all.SkipLast(scrolled).TakeLast(height).Select(row => row.Row).ToList();
        return [.. Enumerable.Repeat(new Row(), height - shown.Count), .. shown];
    }

    /// <summary>Keeps the lowest row in place when rows are added below or above it.</summary>
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

    /// <summary>Shows message numbers while the user types a command that refers to a message by its number.</summary>
    private bool NamesNumber() =>
        line.Text is ['/', 'e' or 'd' or 'r', ..]
        && (line.Text.Split(' ')[0] is "/edit" or "/delete" or "/reply" or "/react");

    private static string[] Welcome() =>
        ["", "  Welcome. Join a room with /join ROOM,", "  or send a direct message with /msg NAME TEXT."];

    private string DayWords(DateOnly day)
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return day == today ? "Today"
            : day == today.AddDays(-1) ? "Yesterday"
            : day.ToString("dddd, d MMMM yyyy", CultureInfo.CurrentCulture);
    }
}
