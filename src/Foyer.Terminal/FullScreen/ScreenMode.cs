using System.Runtime.InteropServices;
using System.Threading.Channels;
using Spectre.Console;

namespace Foyer.Terminal.FullScreen;

/// <summary>The whole terminal as a chat: keys and what the server tells come in one line and change what is shown.</summary>
internal sealed class ScreenMode(Link link, IAnsiConsole console)
{
    private readonly Channel<object> inputs = Channel.CreateUnbounded<object>();
    private readonly Chat chat = new(link, TimeProvider.System);
    private readonly InputLine line = new();

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        Console.TreatControlCAsInput = true;
        using var resized = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => inputs.Writer.TryWrite(new Redraw()));
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _ = PassOnAsync(over.Token);
        _ = TickAsync(over.Token);
        var talk = new Talk(chat);
        using (var screen = new Screen(console))
            await ShowAsync(screen, talk, cancel);
        await over.CancelAsync();
        if (chat.End is { } end)
            console.WriteLine(end);
        return chat.End is null ? 0 : 1;
    }

    private async Task ShowAsync(Screen screen, Talk talk, CancellationToken cancel)
    {
        var view = new View(chat, line, TimeProvider.System);
        var completion = new Completion(chat, line);
        while (!talk.IsOver && chat.End is null)
        {
            screen.Draw(view);
            var input = await inputs.Reader.ReadAsync(cancel);
            do await TakeAsync(input, screen, view, completion, talk);
            while (!talk.IsOver && inputs.Reader.TryRead(out input!));
            if (chat.Rings)
                Screen.Ring();
            chat.Rings = false;
        }
    }

    private async Task TakeAsync(object input, Screen screen, View view, Completion completion, Talk talk)
    {
        switch (input)
        {
            case Arrival arrival:
                await chat.TakeAsync(arrival);
                if (arrival is SignedIn && chat.Current is null && First() is { } room)
                    await chat.OpenAsync(room);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.C or ConsoleKey.D, Modifiers: ConsoleModifiers.Control }:
                await talk.SayAsync("/quit");
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.L, Modifiers: ConsoleModifiers.Control } or Redraw:
                screen.Forget();
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.Tab }:
                completion.Complete();
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.PageUp }:
                view.Scrolled += 10;
                if (view.AtTop && chat.Current is { } current)
                    await chat.LoadOlderAsync(current);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.PageDown }:
                view.Scrolled = Math.Max(0, view.Scrolled - 10);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.UpArrow, Modifiers: ConsoleModifiers.Alt }
            or ConsoleKeyInfo { Key: ConsoleKey.P, Modifiers: ConsoleModifiers.Control }:
                await StepAsync(view, -1);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.DownArrow, Modifiers: ConsoleModifiers.Alt }
            or ConsoleKeyInfo { Key: ConsoleKey.N, Modifiers: ConsoleModifiers.Control }:
                await StepAsync(view, 1);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.Enter }:
                view.Scrolled = 0;
                if (line.Send() is { Length: > 0 } text)
                    await talk.SayAsync(text);
                break;
            case ConsoleKeyInfo key:
                completion.Forget();
                if (line.Take(key) && line.Text is { Length: > 0 } typed && typed[0] != '/')
                    await chat.TypeAsync();
                break;
        }
    }

    /// <summary>Where something is unread, else the first of all.</summary>
    private Room? First() => chat.Rooms.FirstOrDefault(room => room.Unread > 0) ?? chat.Rooms.FirstOrDefault();

    private async Task StepAsync(View view, int step)
    {
        var rooms = chat.Rooms.ToList();
        if (rooms.Count == 0)
            return;
        view.Scrolled = 0;
        var at = rooms.IndexOf(chat.Current!);
        await chat.OpenAsync(rooms[(at + step + rooms.Count) % rooms.Count]);
    }

    private void ReadKeys()
    {
        while (true)
            inputs.Writer.TryWrite(Console.ReadKey(intercept: true));
    }

    private async Task PassOnAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var arrival in link.Arrivals.ReadAllAsync(cancel))
                inputs.Writer.TryWrite(arrival);
        }
        catch (OperationCanceledException)
        {
            // We leave.
        }
    }

    /// <summary>Lets the line of who types fade out.</summary>
    private async Task TickAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
                inputs.Writer.TryWrite(new Tick());
        }
        catch (OperationCanceledException)
        {
            // We leave.
        }
    }

    private sealed record Redraw;

    private sealed record Tick;
}
