using System.Diagnostics;
using System.Globalization;

namespace Foyer.Terminal.Tests;

/// <summary>A terminal of a given size with a program in it, in a tmux server of its own.</summary>
internal sealed class Pane : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string name = $"foyer-test-{Guid.NewGuid():N}";

    /// <param name="environment">As <c>NAME=value</c>.</param>
    public static async Task<Pane> OpenAsync(
        int width,
        int height,
        IEnumerable<string> environment,
        params string[] command
    )
    {
        var pane = new Pane();
        await pane.TmuxAsync([
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            width.ToString(CultureInfo.InvariantCulture),
            "-y",
            height.ToString(CultureInfo.InvariantCulture),
            .. environment.Append("LANG=C.UTF-8").SelectMany(one => new[] { "-e", one }),
            "--",
            .. command,
        ]);
        return pane;
    }

    public Task TypeAsync(string text) => TmuxAsync(["send-keys", "-l", text]);

    public Task PressAsync(string key) => TmuxAsync(["send-keys", key]);

    public Task ResizeAsync(int width, int height) =>
        TmuxAsync([
            "resize-window",
            "-x",
            width.ToString(CultureInfo.InvariantCulture),
            "-y",
            height.ToString(CultureInfo.InvariantCulture),
        ]);

    public Task<string> LookAsync(bool withColors = false) =>
        TmuxAsync(["capture-pane", "-p", .. withColors ? new[] { "-e" } : []]);

    /// <summary>Looks until the screen is as wanted; the failure shows what was there instead.</summary>
    public async Task<string> UntilAsync(Predicate<string> wanted)
    {
        using var late = new CancellationTokenSource(Patience);
        string screen;
        while (!wanted(screen = await LookAsync()))
            late.IsCancellationRequested.ShouldBeFalse(screen);
        return screen;
    }

    public Task<string> UntilAsync(string text) =>
        UntilAsync(screen => screen.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await TmuxAsync(["kill-server"]);
        }
        catch (InvalidOperationException)
        {
            // Its last program has ended, and it with it.
        }
    }

    private async Task<string> TmuxAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("tmux") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(name).Prepend("-L"))
            start.ArgumentList.Add(argument);
        using var tmux = Process.Start(start)!;
        var errors = tmux.StandardError.ReadToEndAsync();
        var output = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return tmux.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
