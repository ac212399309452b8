using System.Globalization;

namespace Foyer.Server.Web;

/// <summary>A day as pages show it, 21 Nov 2026, of a date or an instant as the wire has them.</summary>
public static class DateText
{
    private const int DateLength = 10;

    public static string Format(string date) =>
        DateOnly
            .ParseExact(date.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
