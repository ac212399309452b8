using System.Runtime.InteropServices;
using System.Threading.Channels;
using Foyer.Protocol;
using Spectre.Console;

namespace Foyer.Terminal.FullScreen;

/// <summary>The full-screen chat: keys and server events are processed in one sequence and update the screen.</summary>
internal sealed class ScreenMode(ServerLink link, IAnsiConsole console, Keyboard keyboard)
{
    private readonly Channel<object> inputs = Channel.CreateUnbounded<object>();
    private readonly ChatSession chat = new(link, TimeProvider.System);
    private readonly InputLine line = new();

    // Lines begun and not sent, by where they were begun: a room, or a question.
    private readonly Dictionary<object, string> drafts = [];
    private object place = new();

    // Several lines were pasted and Enter was pressed once; the next Enter sends them.
    private bool asksToSend;

    /// <summary>The room to begin in, or null.</summary>
    public string? Begin { get; init; }

    /// <summary>True when the account was deleted; the next sign-in is with another one.</summary>
    public bool HasLeft { get; private set; }

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        Console.TreatControlCAsInput = true;
        using var resized = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => inputs.Writer.TryWrite(new Redraw()));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _ = PassOnAsync(link.Arrivals, over.Token);
        _ = PassOnAsync(keyboard.Keys, over.Token);
        _ = TickAsync(over.Token);
        link.HasPerson = true;
        var talk = new InputHandler(chat, link);
        using (var screen = new Screen(console))
            await ShowAsync(screen, talk, cancel);
        await over.CancelAsync();
        Console.TreatControlCAsInput = false;
        HasLeft = talk.Forms.HasLeft;
        if (chat.End is { } end && !HasLeft)
            console.WriteLine(end);
        return chat.End is null ? 0 : 1;
    }

    private async Task ShowAsync(Screen screen, InputHandler talk, CancellationToken cancel)
    {
        var view = new View(chat, talk, line, TimeProvider.System);
        var completion = new Completion(chat, line);
        while (!talk.IsOver && !talk.Forms.HasLeft && chat.End is null)
        {
            KeepDraft(talk);
            view.AsksToSend = asksToSend;
            screen.Draw(view);
            await SeeAsync(view);
            var input = await inputs.Reader.ReadAsync(cancel);
            do
            {
                await TakeAsync(input, screen, view, completion, talk);
                KeepDraft(talk);
            } while (!talk.IsOver && !talk.Forms.HasLeft && inputs.Reader.TryRead(out input!));
            if (chat.Rings)
                Screen.Ring();
            chat.Rings = false;
        }
    }

    private async Task TakeAsync(object input, Screen screen, View view, Completion completion, InputHandler talk)
    {
        switch (input)
        {
            case LinkChange arrival:
                await chat.TakeAsync(arrival);
                if (arrival is SignedIn && chat.Current is null && First() is { } room)
                    await chat.Navigation.OpenAsync(room);
                break;
            case PastedText pasted:
                Paste(pasted, completion, talk);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.Escape }:
                Escape(talk);
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.C or ConsoleKey.D, Modifiers: ConsoleModifiers.Control }:
                talk.Quit();
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.L, Modifiers: ConsoleModifiers.Control } or Redraw:
                screen.Forget();
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.Tab }:
                await completion.CompleteAsync();
                break;
            case ConsoleKeyInfo { Key: ConsoleKey.Enter }:
                await SendAsync(talk, view);
                break;
            case ConsoleKeyInfo key:
                if (!await TryLookAsync(key, view))
                    await TypeAsync(key, completion, talk);
                break;
        }
    }

    private async Task TypeAsync(ConsoleKeyInfo key, Completion completion, InputHandler talk)
    {
        completion.Forget();
        asksToSend = false;
        if (
            line.Take(key)
            && talk.Forms.Current is null
            && chat.Asked is null
            && line.Text is { Length: > 0 } typed
            && typed[0] != '/'
        )
            await chat.Sender.TypeAsync();
    }

    private async Task SendAsync(InputHandler talk, View view)
    {
        if (talk.Forms.IsFrozen)
            return;
        var field = talk.Forms.Current?.Current;
        if (field is null && line.HasLines && !asksToSend)
        {
            asksToSend = true;
            return;
        }
        asksToSend = false;
        var isWords = line is { HasLines: true, BeginsPasted: true };
        var isSecret = field is { IsSecret: true } || chat.Asked is not null;
        var text = line.Send(isSecret);
        if (field is null && !TextRules.HasVisible(text))
            return;
        view.Messages.Scrolled = 0;
        if (chat.Current is { } room)
            room.NewFrom = null;
        if (text.StartsWith('/') || field is not null)
            chat.Notices.ReplaceNext();
        await talk.HandleAsync(text, isWords);
    }

    /// <summary>Inserts a paste as text. It is never sent by itself, and its last line end is removed.</summary>
    private void Paste(PastedText pasted, Completion completion, InputHandler talk)
    {
        completion.Forget();
        asksToSend = false;
        var text = pasted.Text.TrimEnd('\n');
        line.Insert(talk.Forms.Current is null && chat.Asked is null ? text : text.Replace('\n', ' '));
    }

    private void Escape(InputHandler talk)
    {
        if (asksToSend)
            asksToSend = false;
        else if (talk.Forms.Current is not null)
        {
            line.Put("");
            talk.Forms.Cancel();
        }
        else
            chat.Notices.Close();
    }

    /// <summary>A line that was begun stays where it was begun.</summary>
    private void KeepDraft(InputHandler talk)
    {
        object now =
            chat.Asked is not null ? "asked"
            : talk.Forms.Current is { } form ? form
            : chat.Current ?? (object)"nowhere";
        if (now.Equals(place))
            return;
        if (place is Room or "nowhere")
            drafts[place] = line.Text;
        line.Put(drafts.GetValueOrDefault(now) ?? "");
        drafts.Remove(now);
        (place, asksToSend) = (now, false);
    }

    /// <summary>Marks the room as seen when its end is visible; further up it is not.</summary>
    private async Task SeeAsync(View view)
    {
        var sawNewest = chat.SeesNewest;
        chat.SeesNewest = view.Messages.Scrolled == 0;
        if (!sawNewest && chat.SeesNewest && chat.Current is { } room)
            await chat.Navigation.ReadAsync(room);
    }

    /// <summary>Handles keys that scroll or change the room; returns true when the key was one of them.</summary>
    private async Task<bool> TryLookAsync(ConsoleKeyInfo pressed, View view)
    {
        switch (pressed)
        {
            case { Key: ConsoleKey.PageUp or ConsoleKey.PageDown } when view.Notices.TryPage(pressed.Key):
                return true;
            case { Key: ConsoleKey.PageUp }:
                view.Messages.Scrolled += 10;
                if (view.Messages.AtTop && chat.Current is { } current)
                    await chat.Navigation.LoadOlderAsync(current);
                return true;
            case { Key: ConsoleKey.PageDown }:
                view.Messages.Scrolled = Math.Max(0, view.Messages.Scrolled - 10);
                return true;
            case { Key: ConsoleKey.UpArrow, Modifiers: ConsoleModifiers.Alt }
            or { Key: ConsoleKey.P, Modifiers: ConsoleModifiers.Control }:
                await StepAsync(view, -1);
                return true;
            case { Key: ConsoleKey.DownArrow, Modifiers: ConsoleModifiers.Alt }
            or { Key: ConsoleKey.N, Modifiers: ConsoleModifiers.Control }:
                await StepAsync(view, 1);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Where something is unread, else the first of all.</summary>
    private Room? First() =>
        (Begin is null ? null : chat.Rooms.Find(Begin))
        ?? chat.Rooms.Ordered.FirstOrDefault(room => room.Unread > 0)
        ?? chat.Rooms.Ordered.FirstOrDefault();

    private async Task StepAsync(View view, int step)
    {
        var rooms = chat.Rooms.Ordered.ToList();
        if (rooms.Count == 0)
            return;
        view.Messages.Scrolled = 0;
        chat.SeesNewest = true;
        var at = rooms.IndexOf(chat.Current!);
        await chat.Navigation.OpenAsync(rooms[(at + step + rooms.Count) % rooms.Count]);
    }

    private async Task PassOnAsync<T>(ChannelReader<T> source, CancellationToken cancel)
        where T : notnull
    {
        try
        {
            while (await source.WaitToReadAsync(cancel))
            while (!cancel.IsCancellationRequested && source.TryRead(out var input))
                inputs.Writer.TryWrite(input);
        }
        catch (OperationCanceledException)
        {
            // The terminal closes.
        }
    }

    /// <summary>Redraws regularly, so that typing notices expire.</summary>
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
            // The terminal closes.
        }
    }

    private sealed record Redraw;

    private sealed record Tick;
}
