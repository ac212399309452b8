using System.Text;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>The list of attendees as CSV (RFC 4180).</summary>
internal static class AttendeeCsv
{
    public static string Write(IEnumerable<Booking> bookings)
    {
        var table = new StringBuilder("username,status,accepted_date\r\n");
        foreach (var booking in bookings)
            table.Append($"{Cell(booking.Username)},{booking.Status.ToText()},{booking.AcceptedDate}\r\n");
        return table.ToString();
    }

    // A cell that begins like a formula would be run by spreadsheets; names begin with a letter or a digit, so none does.
    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
