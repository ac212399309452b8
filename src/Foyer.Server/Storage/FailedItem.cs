using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>An item of background work whose last attempt failed.</summary>
/// <param name="Tries">Attempts since the last success.</param>
/// <param name="NextAt">The next attempt; null after a success or when the item was abandoned.</param>
public sealed record FailedItem(
    string Item,
    long Tries,
    string Error,
    long FailedAt,
    long? NextAt = null,
    long? AbandonedAt = null
)
{
    private const int LongestError = 500;
    private const long FirstPause = 30 * Instants.Second;
    private const long LongestPause = 6 * Instants.Hour;

    // After this time an abandoned item gets another chance, if it still exists.
    private const long Kept = 30 * Instants.Day;

    private const string Columns =
        "item, tries, error, failed_at as FailedAt, next_at as NextAt, abandoned_at as AbandonedAt";

    public bool IsAbandoned => AbandonedAt is not null;

    public bool IsResting(long now) => IsAbandoned || NextAt > now;

    public static Dictionary<string, FailedItem> List(Queries db, string queue, long now) =>
        db.List<FailedItem>(
                $"select {Columns} from failed_items where queue = @queue and tries > 0 and failed_at > @since",
                new { queue, since = now - Kept }
            )
            .ToDictionary(failed => failed.Item, StringComparer.Ordinal);

    /// <summary>Each queue in which something failed within the last 30 days.</summary>
    public static IReadOnlyList<QueueSummary> Summaries(Queries db, long now) =>
        [
            // A tuple: for an empty result, the database does not report the types of computed columns, which a record would have
            // to match.
            .. db.List<(string Queue, long Failures, long Waiting, long Abandoned, long FailedAt, string Error)>(
                    """
                    select s.queue, s.failures, s.waiting, s.abandoned, s.failed_at as FailedAt,
                        (select error from failed_items l where l.queue = s.queue order by l.failed_at desc, l.item limit 1) as Error
                    from (
                        select queue, sum(failures) as failures, count(next_at) as waiting, count(abandoned_at) as abandoned,
                            max(failed_at) as failed_at
                        from failed_items where failed_at > @since group by queue
                    ) s order by s.queue
                    """,
                    new { since = now - Kept }
                )
                .Select(row => new QueueSummary(
                    row.Queue,
                    row.Failures,
                    row.Waiting,
                    row.Abandoned,
                    row.FailedAt,
                    row.Error
                )),
        ];

    /// <summary>A step: counts a failure. The pause before the next attempt doubles from half a minute to six hours.</summary>
    /// <param name="attempts">The attempt after which the item is abandoned.</param>
    internal static FailedItem Add(Write write, string queue, string item, Exception fault, int attempts)
    {
        write.Execute("delete from failed_items where failed_at <= @since", new { since = write.Now - Kept });
        var tries =
            1
            + write.First<long>(
                "select tries from failed_items where queue = @queue and item = @item",
                new { queue, item }
            );
        var pause = Math.Min(LongestPause, FirstPause << (int)Math.Min(tries - 1, 20));
        var failed = new FailedItem(item, tries, ErrorOf(fault), write.Now);
        failed =
            tries >= attempts ? failed with { AbandonedAt = write.Now } : failed with { NextAt = write.Now + pause };
        write.Execute(
            """
            insert into failed_items (queue, item, failures, tries, error, failed_at, next_at, abandoned_at)
            values (@queue, @Item, 1, @Tries, @Error, @FailedAt, @NextAt, @AbandonedAt)
            on conflict (queue, item) do update set failures = failed_items.failures + 1, tries = excluded.tries,
                error = excluded.error, failed_at = excluded.failed_at, next_at = excluded.next_at,
                abandoned_at = excluded.abandoned_at
            """,
            new
            {
                queue,
                failed.Item,
                failed.Tries,
                failed.Error,
                failed.FailedAt,
                failed.NextAt,
                failed.AbandonedAt,
            }
        );
        return failed;
    }

    /// <summary>A step: an attempt succeeded. Earlier failures stay counted.</summary>
    internal static void Succeeded(Write write, string queue, string item) =>
        write.Execute(
            "update failed_items set tries = 0, next_at = null, abandoned_at = null where queue = @queue and item = @item",
            new { queue, item }
        );

    private static string ErrorOf(Exception fault)
    {
        var cause = fault.GetBaseException();
        var error = PlainText.Encode($"{cause.GetType().Name}: {cause.Message}");
        return error.Length <= LongestError ? error : error[..LongestError];
    }
}

/// <summary>The failures of one kind of background work.</summary>
/// <param name="Failures">Failed attempts of the last 30 days.</param>
/// <param name="Waiting">Items that will be attempted again.</param>
/// <param name="Abandoned">Items that will not.</param>
public sealed record QueueSummary(
    string Queue,
    long Failures,
    long Waiting,
    long Abandoned,
    long FailedAt,
    string Error
);
