using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Storage;

/// <summary>How often an item failed, when it is due again, and how long that is remembered.</summary>
public sealed class FailedItemTests
{
    [Fact]
    public async Task The_pause_doubles_up_to_six_hours_and_the_last_attempt_abandons_the_item()
    {
        await using var database = await TestDatabase.OpenAsync();
        var pauses = new List<long?>();

        for (var attempt = 1; attempt < 13; attempt++)
            pauses.Add(
                (await FailAsync(database, attempts: 13)) is var failed ? failed.NextAt - failed.FailedAt : null
            );
        var last = await FailAsync(database, attempts: 13);

        pauses.Take(10).ShouldBe(Enumerable.Range(0, 10).Select(doubled => (long?)(30 * Instants.Second << doubled)));
        pauses.Skip(10).ShouldBe([6 * Instants.Hour, 6 * Instants.Hour]);
        last.Tries.ShouldBe(13);
        last.NextAt.ShouldBeNull();
        last.AbandonedAt.ShouldBe(last.FailedAt);
    }

    [Fact]
    public async Task A_success_makes_the_item_due_and_keeps_its_failures_counted()
    {
        await using var database = await TestDatabase.OpenAsync();
        var failed = await FailAsync(database);
        failed.IsResting(failed.FailedAt).ShouldBeTrue();
        failed.IsResting(failed.NextAt!.Value).ShouldBeFalse();

        await StepAsync(
            database,
            write =>
            {
                FailedItem.Succeeded(write, "queue", "item");
                return failed;
            }
        );

        database.Read(db => FailedItem.List(db, "queue", database.Clock.Now())).ShouldBeEmpty();
        var summary = database.Read(db => FailedItem.Summaries(db, database.Clock.Now())).ShouldHaveSingleItem();
        (summary.Failures, summary.Waiting, summary.Abandoned).ShouldBe((1, 0, 0));
        (await FailAsync(database)).Tries.ShouldBe(1, "the count begins again");
    }

    [Fact]
    public async Task A_failure_is_forgotten_after_thirty_days()
    {
        await using var database = await TestDatabase.OpenAsync();
        await FailAsync(database, "old");
        database.Clock.Move(TimeSpan.FromDays(29));
        database.Read(db => FailedItem.List(db, "queue", database.Clock.Now())).Keys.ShouldBe(["old"]);

        database.Clock.Move(TimeSpan.FromDays(1));
        database.Read(db => FailedItem.List(db, "queue", database.Clock.Now())).ShouldBeEmpty();
        await FailAsync(database, "new");

        database.Read(db => db.List<string>("select item from failed_items")).ShouldBe(["new"]);
    }

    [Fact]
    public async Task The_error_is_the_cause_on_one_line_of_at_most_500_characters()
    {
        await using var database = await TestDatabase.OpenAsync();

        var nested = await FailAsync(database, fault: new AggregateException(new FormatException("line\none")));
        var endless = await FailAsync(database, fault: new FormatException(new string('x', 1000)));

        nested.Error.ShouldBe("FormatException: line\\u000aone");
        endless.Error.Length.ShouldBe(500);
    }

    private static Task<FailedItem> FailAsync(
        TestDatabase database,
        string item = "item",
        Exception? fault = null,
        int attempts = WorkItems.Attempts
    ) =>
        StepAsync(
            database,
            write => FailedItem.Add(write, "queue", item, fault ?? new InvalidOperationException("poisoned"), attempts)
        );

    private static async Task<FailedItem> StepAsync(TestDatabase database, Func<Write, FailedItem> step) =>
        (await database.Writer.WriteAsync<FailedItem>(write => step(write))).Value;
}
