namespace Foyer.Server.Tests.Fixtures;

/// <summary>What a process holds just now.</summary>
/// <param name="Files">Open descriptors.</param>
/// <param name="Memory">Resident bytes.</param>
public sealed record Footprint(int Files, long Memory)
{
    public static Footprint Of(int process)
    {
        var resident = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return new Footprint(
            Directory.GetFileSystemEntries($"/proc/{process}/fd").Length,
            long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024
        );
    }

    /// <summary>Polls until it is as expected: another process does not announce that it closes a file.</summary>
    public static async Task<Footprint> UntilAsync(int process, Predicate<Footprint> wanted)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Footprint seen;
        while (!wanted(seen = Of(process)) && !late.IsCancellationRequested)
            await Task.Delay(50, CancellationToken.None);
        return seen;
    }
}
