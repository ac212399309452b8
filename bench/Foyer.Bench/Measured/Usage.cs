using System.Globalization;

namespace Foyer.Bench.Measured;

/// <summary>The CPU time of a process from /proc: all threads, user and system time.</summary>
internal static class Usage
{
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const double TicksPerSecond = 100;

    public static double CpuSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[UserTime]) + Number(fields[SystemTime])) / TicksPerSecond;
    }

    /// <summary>Resident bytes, of the pages shared with others only the share.</summary>
    public static long Memory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/smaps_rollup")
            .First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    public static int Descriptors(int process) => Directory.GetFiles($"/proc/{process}/fd").Length;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
