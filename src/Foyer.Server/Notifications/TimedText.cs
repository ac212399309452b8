namespace Foyer.Server.Notifications;

/// <summary>A text, and the position of a time within it, so that a page can show it in the reader's zone.</summary>
public sealed record TimedText(string Text, TextTime? Time = null)
{
    public static implicit operator TimedText(string text) => new(text);

    public static TimedText From(string before, TimedText time, string after) =>
        new(
            before + time.Text + after,
            time.Time is { } place ? place with { From = place.From + before.Length } : null
        );

    public override string ToString() => Text;
}

/// <summary>A time within a text.</summary>
/// <param name="From">UTF-16 offset.</param>
/// <param name="Length">In UTF-16 code units.</param>
/// <param name="At">Microseconds UTC.</param>
/// <param name="Zone">IANA name of the event's zone.</param>
public sealed record TextTime(int From, int Length, long At, string Zone);
