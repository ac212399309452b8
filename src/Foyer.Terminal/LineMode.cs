using System.Globalization;
using Foyer.Protocol;
using Foyer.Terminal.FullScreen;

namespace Foyer.Terminal;

/// <summary>One command or message per line, for pipes and scripts: each is completed before the next is read.</summary>
internal sealed class LineMode(ServerLink link, TextReader input, TextWriter output, TextWriter errors)
{
    private const int LongestTold = 60;

    private readonly Dictionary<string, TaskCompletionSource<string?>> waiting = [];

    // Without a connection, a line may be settled before anything waits for it.
    private readonly Dictionary<string, string?> early = [];
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The room to begin in, or null.</summary>
    public string? Begin { get; init; }

    /// <summary>Returns the exit code: 0 when every line was accepted.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        ChatSession chat = null!;
        chat = new ChatSession(link, TimeProvider.System)
        {
            Arrived = (room, entry, _) => output.WriteLine(Format(room.Name, entry, chat.Server)),
            Settled = Settle,
            Changed = errors.WriteLine,
        };
        var talk = new InputHandler(chat, link);
        var entered = new TaskCompletionSource();
        var listening = ListenAsync(chat, entered, cancel);
        await entered.Task.WaitAsync(cancel);
        if (Begin is not null && chat.Rooms.Find(Begin) is null)
        {
            await errors.WriteLineAsync($"You are in no room named {SafeText.Line(Begin)}.");
            return 1;
        }
        if (Begin is not null)
            await SayAsync(chat, talk, $"/room {Begin}", cancel);
        var refused = false;
        while (!talk.IsOver && chat.End is null && await input.ReadLineAsync(cancel) is { } line)
            if (talk.Forms.Current is not null || TextRules.HasVisible(line))
                refused |= await TellAsync(line, await SayAsync(chat, talk, line.TrimEnd(), cancel));
        link.Dispose();
        await listening;
        return !talk.Forms.HasLeft && (refused || chat.End is not null) ? 1 : 0;
    }

    /// <summary>Prints that a line was refused; returns true when it was.</summary>
    private async Task<bool> TellAsync(string line, string? why)
    {
        if (why is null)
            return false;
        await errors.WriteLineAsync($"Not taken: {Row.Cut(SafeText.Line(line), LongestTold)}");
        return true;
    }

    /// <summary>Why the line was refused, or null.</summary>
    private async Task<string?> SayAsync(ChatSession chat, InputHandler talk, string line, CancellationToken cancel)
    {
        string? sent;
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await turn.WaitAsync(cancel);
        try
        {
            sent = await talk.HandleAsync(line);
            if (sent is not null && early.Remove(sent, out var refusal))
                answer.TrySetResult(refusal);
            else if (sent is not null)
                waiting[sent] = answer;
            // Any other line is settled before the response to this request.
            else if (!talk.IsOver)
                await chat.Navigation.LearnRoomsAsync(() =>
                {
                    answer.TrySetResult(null);
                    return Task.CompletedTask;
                });
            else
                return null;
        }
        finally
        {
            turn.Release();
        }
        return await answer.Task.WaitAsync(cancel);
    }

    private async Task ListenAsync(ChatSession chat, TaskCompletionSource entered, CancellationToken cancel)
    {
        await foreach (var arrival in link.Arrivals.ReadAllAsync(cancel))
        {
            await turn.WaitAsync(cancel);
            try
            {
                await chat.TakeAsync(arrival);
                if (arrival is Lost or Ended)
                    await errors.WriteLineAsync(chat.End ?? chat.Connection);
            }
            finally
            {
                turn.Release();
            }
            entered.TrySetResult();
        }
        foreach (var answer in waiting.Values)
            answer.TrySetResult("The connection ended.");
    }

    private void Settle(string clientId, string? refusal)
    {
        if (waiting.Remove(clientId, out var answer))
            answer.TrySetResult(refusal);
        else
            early[clientId] = refusal;
    }

    /// <summary>
    /// Formats a message for a pipe: further lines are indented, so that none can look like a separate message.
    /// </summary>
    /// <param name="server">The address of the server's pages, where its files are.</param>
    public static string Format(string room, RoomEntry entry, string server)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Time.ToLocalTime():yyyy-MM-dd HH:mm} {SafeText.Line(room)} {(entry.Kind == "system" ? "*" : SafeText.Line(entry.Sender) + ":")} "
        );
        var subject = entry.Subject is null ? "" : $"[{SafeText.Line(entry.Subject)}] ";
        var quote = entry.Quote is { } quoted ? $"(to {quoted.Describe()}) " : "";
        IEnumerable<string> lines =
        [
            .. entry.Text.Length == 0 && entry.Attachments.Count > 0 ? [] : SafeText.Lines(entry.Text),
            .. entry.Attachments.Select(file => file.Describe(server)),
        ];
        return head + subject + quote + string.Join("\n    ", lines);
    }
}
