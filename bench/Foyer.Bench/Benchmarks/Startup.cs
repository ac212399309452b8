using Foyer.Bench.Load;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>Measures the start-up time, and the cost of an idle server.</summary>
internal static class Startup
{
    public static bool Run(Options options)
    {
        var fine = true;
        foreach (var messages in (int[])[0, options.Number("messages", 1_000_000)])
        {
            var series = new ResultSeries($"start on {messages} messages");
            var folder = Folder(messages);
            for (var run = 0; run < options.Number("runs", 3); run++)
                series.Add("foyer", Measure(folder, options.Number("seconds", 5)));
            Directory.Delete(folder, recursive: true);
            fine &= series.Print();
        }
        return fine;
    }

    private static string Folder(int messages)
    {
        using var server = messages == 0 ? ServerLauncher.StartFoyer(0, 0) : BenchFixture.Start(messages);
        var folder = server.Folder!;
        server.Folder = null;
        return folder;
    }

    private static BenchResults Measure(string folder, int seconds)
    {
        var began = ClientPool.Now;
        using var server = ServerLauncher.OpenFoyer(folder);
        server.Folder = null;
        var open = ClientPool.Now - began;
        using var readers = new PageReaders(server.Port, 1, _ => PageReaders.Get("/", ""));
        readers.Run(1);
        var shown = ClientPool.Now - began;
        server.Rest(TimeSpan.FromSeconds(3));
        var cpu = server.CpuSeconds;
        server.Rest(TimeSpan.FromSeconds(seconds));
        return new BenchResults(new(0, 0, 0, readers.Refused, 0))
        {
            ["open_ms"] = open / 1e6,
            ["first_page_ms"] = shown / 1e6,
            ["idle_mib"] = server.Memory / 1048576.0,
            ["idle_cpu_percent"] = (server.CpuSeconds - cpu) * 100 / seconds,
        };
    }
}
