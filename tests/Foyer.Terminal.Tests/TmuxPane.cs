using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Foyer.Terminal.Tests;

/// <summary>
/// A terminal of a given size with a program in it, in a tmux server of its own. A client of that server says when the program
/// has written something; only then is the screen worth another look.
/// </summary>
internal sealed partial class TmuxPane : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string name = $"foyer-test-{Guid.NewGuid():N}";
    private readonly Channel<bool> written = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private Process? listening;

    /// <param name="environment">As <c>NAME=value</c>.</param>
    public static async Task<TmuxPane> OpenAsync(
        int width,
        int height,
        IEnumerable<string> environment,
        params string[] command
    )
    {
        var pane = new TmuxPane();
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
        pane.Listen();
        return pane;
    }

    public async Task EnterAsync(string text)
    {
        await TypeAsync(text);
        await PressAsync("Enter");
    }

    public Task TypeAsync(string text) => TmuxAsync(["send-keys", "-l", text]);

    /// <summary>Pastes as a terminal does, with the marks around it where the program has asked for them.</summary>
    public async Task PasteAsync(string text)
    {
        await TmuxAsync(["set-buffer", text]);
        await TmuxAsync(["paste-buffer", "-p"]);
    }

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
        while (true)
        {
            var screen = await LookAsync();
            if (wanted(screen))
                return screen;
            try
            {
                (await written.Reader.WaitToReadAsync(late.Token)).ShouldBeTrue($"The program has ended:\n{screen}");
                written.Reader.TryRead(out _);
            }
            catch (OperationCanceledException)
            {
                late.IsCancellationRequested.ShouldBeFalse($"Not in {Patience.TotalSeconds} s:\n{await LookAsync()}");
            }
        }
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
        await listening!.WaitForExitAsync();
        listening.Dispose();
    }

    /// <summary>In control mode tmux prints a line for whatever the program writes; the size of the screen stays ours.</summary>
    private void Listen()
    {
        listening = Tmux(["-C", "attach-session", "-f", "ignore-size"]);
        _ = ListenAsync(listening);
    }

    private async Task ListenAsync(Process client)
    {
        while (await client.StandardOutput.ReadLineAsync() is not null)
            written.Writer.TryWrite(true);
        written.Writer.TryComplete();
    }

    private Process Tmux(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("tmux")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(name).Prepend("-L"))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private async Task<string> TmuxAsync(IEnumerable<string> arguments)
    {
        using var tmux = Tmux(arguments);
        var errors = tmux.StandardError.ReadToEndAsync();
        var output = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return tmux.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
