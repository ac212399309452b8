namespace Foyer.Terminal;

/// <summary><c>bin/chat send</c>: one message to a person or a #room, then the exit code says whether it was stored.</summary>
internal static class Sending
{
    public static async Task<int> RunAsync(
        Link link,
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
        var chat = new Chat(link, TimeProvider.System)
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
                if (!to.StartsWith('#'))
                    sent = await chat.SayToAsync(to.TrimStart('@'), text, subject);
                else if (chat.Find(to) is { } room)
                    sent = await chat.SayAsync(room, text, subject);
                else
                    (refusal, isSettled) = ($"You are in no room named {Clean.Line(to)}.", true);
            }
            if (isSettled || chat.End is not null)
                break;
        }
        refusal ??= chat.End ?? (isSettled ? null : "The connection was lost before the server answered.");
        if (refusal is null)
            return 0;
        await errors.WriteLineAsync(refusal);
        return 1;
    }
}
