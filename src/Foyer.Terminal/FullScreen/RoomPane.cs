using System.Globalization;
using Spectre.Console;

namespace Foyer.Terminal.FullScreen;

/// <summary>The list of rooms and direct conversations at the side.</summary>
internal sealed class RoomPane(ChatSession chat)
{
    /// <summary>Draws the part of the list around the current room, and the number of rooms outside it.</summary>
    public List<Row> Draw(int width, int height)
    {
        var rows = new List<(Row Row, Room? Room)>();
        foreach (var group in chat.Rooms.Ordered.GroupBy(room => room.IsDirect))
        {
            if (rows.Count > 0)
                rows.Add((new Row(), null));
            rows.Add((new Row().Add(group.Key ? " People" : " Rooms", Styles.Quiet), null));
            rows.AddRange(group.Select(room => (RoomRow(room, width), (Room?)room)));
        }
        if (rows.Count == 0)
            rows.Add((new Row().Add(" No rooms yet", Styles.Quiet), null));
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
                unread > 0 ? Styles.Loud : Styles.Quiet
            );
    }

    private Row RoomRow(Room room, int width)
    {
        var isCurrent = room == chat.Current;
        var count =
            room.Unread == 0 ? ""
            : room.Unread > 999 ? "999+"
            : room.Unread.ToString(CultureInfo.InvariantCulture);
        var style =
            isCurrent ? new Style(decoration: Decoration.Invert)
            : room.Unread > 0 ? Styles.Bold
            : Style.Plain;
        var row = new Row()
            .Add((isCurrent ? ">" : " ") + room.Title, style)
            .Fit(width - count.Length - 1, isCurrent ? style : (Style?)null);
        return row.Add(count, room.Mentions > 0 || room.IsDirect ? Styles.Loud : Styles.Bold).Fit(width);
    }
}
