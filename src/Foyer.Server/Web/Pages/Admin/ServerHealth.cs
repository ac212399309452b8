using System.Globalization;
using System.Runtime.InteropServices;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The server's state on the admin page, as text and charts.</summary>
public sealed record ServerHealth(
    bool Stores,
    string Since,
    IReadOnlyList<Sparkline> Plots,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<QueueSummary> Failures,
    IReadOnlyList<KeyCollision> SharedKeys
)
{
    private const double Megabyte = 1024 * 1024;

    // Above these values the page shows a warning; a healthy server stays well below.
    private const double StoringLimit = 50;
    private const double MemoryLimit = 512;

    public static async Task<ServerHealth> ReadAsync(
        HealthMonitor health,
        Writer writer,
        Database database,
        DataFolder folder,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var now = await health.SampleAsync(cancel);
        var (mails, version, failures, shared) = await database.ReadAsync(
            db =>
                (
                    Mails(db),
                    db.Connection.ServerVersion,
                    FailedItem.Summaries(db, Instants.FromInstant(now.At)),
                    Moderation.KeyCollisions.ListAll(db)
                ),
            cancel
        );
        return new ServerHealth(
            writer.Healthy,
            Instants.ToText(Instants.FromInstant(health.Since)),
            Draw([.. health.Samples, now], now),
            [
                ("Writes waiting", Count(now.Waiting)),
                ("Mails waiting", settings.Mail.Enabled ? Count(mails.Waiting) : "mail is off"),
                ("Failed mails", Count(mails.Failed)),
                ("Disk free", Free(folder)),
                ("Database", $"{settings.Database.Provider} {version}"),
                ("Foyer", typeof(ServerHealth).Assembly.GetName().Version?.ToString(3) ?? ""),
                ("Runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"),
            ],
            failures,
            shared
        );
    }

    private static (long Waiting, long Failed) Mails(Queries db) =>
        db.One<(long, long)>(
            """
            select count(case when sent_at is null and failed_at is null then 1 end) as Waiting,
                count(case when failed_at is not null then 1 end) as Failed from mails
            """
        );

    private static IReadOnlyList<Sparkline> Draw(HealthSample[] course, HealthSample now) =>
        [
            new("Connections", Count(now.Connections), null, [.. course.Select(one => (double)one.Connections)]),
            new(
                "Messages in the last hour",
                Count(now.NewestMessage - course[0].NewestMessage),
                null,
                PerMinute(course)
            ),
            new(
                "Storing",
                now.StoringMilliseconds.ToString("0.0", CultureInfo.InvariantCulture),
                "ms",
                [.. course.Select(one => one.StoringMilliseconds)],
                StoringLimit
            ),
            new(
                "Memory",
                Count((long)(now.MemoryBytes / Megabyte)),
                "MB",
                [.. course.Select(one => one.MemoryBytes / Megabyte)],
                MemoryLimit
            ),
        ];

    private static string Free(DataFolder folder)
    {
        var disk = new DriveInfo(folder.Path);
        return $"{disk.AvailableFreeSpace / Megabyte / 1024:0.0} of {disk.TotalSize / Megabyte / 1024:0.0} GB";
    }

    private static List<double> PerMinute(HealthSample[] course) =>
        course.Length == 1
            ? [0]
            : [.. course.Zip(course.Skip(1), (before, after) => (double)(after.NewestMessage - before.NewestMessage))];

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
