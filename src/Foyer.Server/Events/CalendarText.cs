using System.Text;

namespace Foyer.Server.Events;

/// <summary>Lines of iCalendar as RFC 5545 has them: CRLF, folded at 75 octets, text escaped.</summary>
internal sealed class CalendarText
{
    private const int LongestLine = 75;

    private readonly StringBuilder text = new();

    /// <summary>A property whose value needs no escaping: a date, a number, a word of the standard, a URI.</summary>
    public CalendarText Line(string name, string value)
    {
        Fold($"{name}:{value}");
        return this;
    }

    /// <summary>A property of people's words; none when there are none.</summary>
    public CalendarText Words(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Fold($"{name}:{Escape(value)}");
        return this;
    }

    public CalendarText Begin(string component) => Line("BEGIN", component);

    public CalendarText End(string component) => Line("END", component);

    public override string ToString() => text.ToString();

    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .ReplaceLineEndings("\\n");

    // A line goes on in the next one after a space; a character of several octets is never cut.
    private void Fold(string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
