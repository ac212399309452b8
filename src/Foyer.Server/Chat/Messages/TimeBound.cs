using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.Chat.Messages;

/// <summary>Where a range of time begins or ends: an instant, or the beginning of a date in the reader's time zone.</summary>
/// <param name="At">Microseconds UTC; of a date, its beginning in UTC.</param>
public readonly record struct TimeBound(long At, bool IsDate)
{
    public long ToInstant(DateTimeZone zone)
    {
        if (!IsDate)
            return At;
        var date = LocalDate.FromDateTime(Instants.ToInstant(At));
        return zone.AtStartOfDay(date).ToInstant().ToUnixTimeTicks() / 10;
    }
}
