namespace Foyer.Server.Events;

/// <summary>Something odd about a date or time, which may well be meant; it never refuses.</summary>
/// <param name="Code">date_in_past, time_skipped or time_ambiguous.</param>
/// <param name="Attr">The field concerned.</param>
public sealed record EventWarning(string Code, string Attr)
{
    /// <summary>The date is in the past if it was when it was set: that the event is over by now is no mistake.</summary>
    public static IReadOnlyList<EventWarning> From(CommunityEvent communityEvent)
    {
        var warnings = new List<EventWarning>(2);
        if (communityEvent.ClosesAt <= communityEvent.ScheduledAt)
            warnings.Add(new EventWarning("date_in_past", "date"));
        switch (communityEvent.Schedule.Fit)
        {
            case ClockFit.Skipped:
                warnings.Add(new EventWarning("time_skipped", communityEvent.IsAllDay ? "date" : "time"));
                break;
            case ClockFit.Twice:
                warnings.Add(new EventWarning("time_ambiguous", "time"));
                break;
        }
        return warnings;
    }
}
