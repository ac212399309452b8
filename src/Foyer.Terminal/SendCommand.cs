namespace Foyer.Terminal;

/// <summary><c>bin/chat send</c>: sends one message to a user or a room; the exit code states whether it was stored.</summary>
internal static class SendCommand
{
    /// <param name="to">A joined room, or else a user; #NAME is always a room and @NAME always a user.</param>
    public static async Task<int> RunAsync(
        ServerLink link,
        string to,
        string? subject,
        string text,
        TextWriter errors,
        CancellationToken cancel
    )
    {
        string? sent = null;
        string? refusal = null;
        var isSettled = false;
        var chat = new ChatSession(link, TimeProvider.System)
        {
            Settled = (clientId, why) =>
            {
                if (clientId == sent)
                    (refusal, isSettled) = (why, true);
            },
        };
        await foreach (var arrival in link.Arrivals.ReadAllAsync(cancel))
        {
            await chat.TakeAsync(arrival);
            if (arrival is SignedIn)
            {
                sent = await SayAsync(chat, to, subject, text);
                if (sent is null)
                    (refusal, isSettled) = ($"You are in no room named {SafeText.Line(to)}.", true);
            }
            if (isSettled || chat.End is not null)
                break;
        }
        if (!isSettled)
            refusal = chat.End ?? "The connection was lost before the server answered.";
        if (refusal is null)
            return 0;
        await errors.WriteLineAsync(refusal);
        return 1;
    }

    private static async Task<string?> SayAsync(ChatSession chat, string to, string? subject, string text)
    {
        // The text is a message, never a command.
        text = text.StartsWith('/') ? "/" + text : text;
        if (chat.Rooms.Find(to) is { IsDirect: false } room)
            return await chat.Sender.SendTextAsync(room, text, subject);
        return to.StartsWith('#') ? null : await chat.Sender.SendToAsync(to.TrimStart('@'), text, subject);
    }
}
