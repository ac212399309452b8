using System.Globalization;

namespace Foyer.Server.Notifications;

/// <summary>The time within a notification's text as its column has it: offset, length, microseconds UTC and zone.</summary>
internal static class NotificationTime
{
    public static string? Format(TextTime? time) =>
        time is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{time.From} {time.Length} {time.At} {time.Zone}");

    public static TextTime? Parse(string? text) =>
        text?.Split(' ', 4) is [var from, var length, var at, var zone]
            ? new TextTime(Number(from), Number(length), long.Parse(at, CultureInfo.InvariantCulture), zone)
            : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
