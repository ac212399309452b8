using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>What one says. A message is sent again after a loss, under the same client id, so that it is stored once; a command is not.</summary>
internal sealed class Voice(Chat chat, Link link, TimeProvider time)
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromSeconds(3);

    private readonly OrderedDictionary<string, object> messages = [];
    private readonly HashSet<string> commands = [];
    private DateTimeOffset typedAt;

    /// <summary>Says something in a room; it stands there at once and waits for the server's word. Answers the client id.</summary>
    public async Task<string> SayAsync(Room room, string text, string? subject = null)
    {
        var clientId = NewId();
        typedAt = default;
        room.Pending.Add(
            new Entry(0, 0, time.GetUtcNow(), chat.Me, chat.MyName, text, subject, "text", false, false, clientId)
        );
        await SendAsync(
            clientId,
            new
            {
                chat = room.Id,
                text,
                subject,
                client_id = clientId,
            }
        );
        return clientId;
    }

    /// <summary>Says something to a person, whatever room that stands in.</summary>
    public async Task<string> SayToAsync(string recipient, string text, string? subject = null)
    {
        var clientId = NewId();
        await SendAsync(
            clientId,
            new
            {
                recipient,
                text,
                subject,
                client_id = clientId,
            }
        );
        return clientId;
    }

    /// <summary>A slash command, typed in the room on the screen or in none.</summary>
    public async Task<string> CommandAsync(string text)
    {
        var clientId = NewId();
        commands.Add(clientId);
        var sent = await link.SendAsync(
            EnvelopeType.Message,
            new
            {
                chat = chat.Current?.Id,
                text,
                client_id = clientId,
            }
        );
        if (!sent)
            Forget(clientId);
        return clientId;
    }

    public Task EditAsync(Room room, Entry entry, string text) =>
        link.SendAsync(
            EnvelopeType.Message,
            new
            {
                id = entry.Id,
                chat = room.Id,
                text,
            }
        );

    public Task DeleteAsync(Entry entry) => link.SendEventAsync(new { event_type = "delete_message", id = entry.Id });

    /// <summary>Tells the others, at most every three seconds.</summary>
    public async Task TypeAsync()
    {
        if (chat.Current is not { } room || !chat.IsConnected || time.GetUtcNow() - typedAt < TypingPause)
            return;
        typedAt = time.GetUtcNow();
        await link.SendEventAsync(new { event_type = "typing_indicator", chat = room.Id });
    }

    /// <summary>The server has answered for it: stored, done or refused.</summary>
    public void Settle(string clientId, string? refusal)
    {
        messages.Remove(clientId);
        commands.Remove(clientId);
        chat.Settled(clientId, refusal);
    }

    /// <summary>Nobody knows whether a command was still carried out.</summary>
    public void GiveUp()
    {
        foreach (var command in commands.ToList())
            Forget(command);
    }

    public async Task SayAgainAsync()
    {
        foreach (var message in messages.Values.ToList())
            await link.SendAsync(EnvelopeType.Message, message);
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private Task SendAsync(string clientId, object message)
    {
        messages[clientId] = message;
        return link.SendAsync(EnvelopeType.Message, message);
    }

    private void Forget(string command)
    {
        chat.Notice("The connection was lost before the server answered the command.");
        Settle(command, "The connection was lost before the server answered.");
    }
}
