using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Foyer.Bench.Load;

namespace Foyer.Bench.Measured;

/// <summary>A measured server: a separate process that prints its address.</summary>
internal sealed partial class MeasuredServer : IDisposable
{
    private const string Open = " is open at http://127.0.0.1:";
    private const int Terminate = 15;

    private readonly Process process;

    private MeasuredServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public required PeerProtocol Dialect { get; init; }

    /// <summary>Whether its messages carry a version without holes.</summary>
    public bool Numbered { get; init; }

    public IReadOnlyList<Person> People { get; set; } = [];

    /// <summary>Deleted at the end, where not null.</summary>
    public string? Folder { get; set; }

    public double CpuSeconds => Usage.CpuSeconds(process.Id);

    public long Memory => Usage.Memory(process.Id);

    public int Descriptors => Usage.Descriptors(process.Id);

    public static MeasuredServer Start(
        string program,
        IEnumerable<string> arguments,
        PeerProtocol protocol,
        bool numbered = false,
        string? folder = null
    )
    {
        var how = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        var started = Process.Start(how)!;
        string? line;
        while ((line = started.StandardOutput.ReadLine()) is not null && !line.Contains(Open, StringComparison.Ordinal))
        { }
        if (line is null)
            throw new InvalidOperationException($"{program} ended before it was open.");
        // Further output is discarded, so that the server never waits for a reader.
        _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var port = line[(line.IndexOf(Open, StringComparison.Ordinal) + Open.Length)..];
        return new MeasuredServer(started, int.Parse(port.TrimEnd('/'), CultureInfo.InvariantCulture))
        {
            Dialect = protocol,
            Numbered = numbered,
            Folder = folder,
        };
    }

    /// <summary>Waits for this time without a request; throws when the server ends meanwhile.</summary>
    public void Rest(TimeSpan time)
    {
        if (process.WaitForExit(time))
            throw new InvalidOperationException("The server ended while it was measured.");
    }

    public void Dispose()
    {
        kill(process.Id, Terminate);
        if (!process.WaitForExit(TimeSpan.FromSeconds(15)))
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        if (Folder is not null)
            Directory.Delete(Folder, recursive: true);
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
