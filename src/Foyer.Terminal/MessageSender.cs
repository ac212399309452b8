using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>
/// What one says. Each line has a client id, under which the server's answer is told to <see cref="ChatSession.Settled"/>. A message is
/// sent again after a loss, under the same id, so that it is stored once; a command is not. What the server refused as too much at
/// once is sent again when it says.
/// </summary>
internal sealed class MessageSender(ChatSession chat, ServerLink link, TimeProvider time)
{
    private const int MostRetries = 20;
    private static readonly TimeSpan TypingPause = TimeSpan.FromSeconds(3);

    private readonly OrderedDictionary<string, object> messages = [];
    private readonly Dictionary<string, object> commands = [];
    private readonly Dictionary<string, int> retries = [];

    // By the id of the message that is changed, which the answers name.
    private readonly Dictionary<long, (string ClientId, EnvelopeType Type, object Sent)> changes = [];
    private DateTimeOffset typedAt;

    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>Says something in a room; it stands there at once and waits for the server's word. Answers the client id.</summary>
    public async Task<string> SendTextAsync(
        Room room,
        string text,
        string? subject = null,
        RoomEntry? replyTo = null,
        IReadOnlyList<long>? attachments = null,
        string? id = null
    )
    {
        var clientId = id ?? NewId();
        typedAt = default;
        room.Pending.Add(
            new RoomEntry(0, 0, time.GetUtcNow(), chat.Me, chat.MyName, text, subject, "text", false, false, clientId)
            {
                Quote = replyTo is null ? null : new QuotedMessage(replyTo.Sender, replyTo.Text),
            }
        );
        await SendAsync(
            clientId,
            new
            {
                chat = room.Id,
                text,
                subject,
                reply_to = replyTo?.Id,
                attachments,
                client_id = clientId,
            }
        );
        return clientId;
    }

    /// <summary>Says something to a person, whatever room that stands in.</summary>
    public async Task<string> SendToAsync(string recipient, string text, string? subject, string? id = null)
    {
        var clientId = id ?? NewId();
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
    public async Task<string> CommandAsync(string text, string? id = null)
    {
        var clientId = id ?? NewId();
        commands[clientId] = new
        {
            chat = chat.Current?.Id,
            text,
            client_id = clientId,
        };
        if (!await link.SendAsync(EnvelopeType.Message, commands[clientId]))
            Forget(clientId);
        return clientId;
    }

    public Task<string> EditAsync(Room room, RoomEntry entry, string text) =>
        ChangeAsync(
            EnvelopeType.Message,
            entry,
            new
            {
                id = entry.Id,
                chat = room.Id,
                text,
            }
        );

    public Task<string> DeleteAsync(RoomEntry entry) =>
        ChangeAsync(EnvelopeType.System, entry, new { @event = new { event_type = "delete_message", id = entry.Id } });

    /// <summary>A request whose answer settles the client id: a refusal by what it says, all else as done.</summary>
    public async Task<string> AskAsync(
        string request,
        Dictionary<string, object?> fields,
        Func<JsonElement, Task>? then = null
    )
    {
        var clientId = NewId();
        await chat.Questions.AskAsync(
            request,
            fields,
            async answer =>
            {
                if (PendingRequests.Refusal(answer) is { } why)
                {
                    chat.Notice(why);
                    Settle(clientId, why);
                    return;
                }
                if (then is not null)
                    await then(answer.Member("body"));
                Settle(clientId, null);
            }
        );
        return clientId;
    }

    /// <summary>Refuses a line before it is sent.</summary>
    public string Refuse(string why, string? id = null)
    {
        var clientId = id ?? NewId();
        chat.Notice(why);
        Settle(clientId, why);
        return clientId;
    }

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
        retries.Remove(clientId);
        chat.Settled(clientId, refusal);
    }

    /// <summary>A message has changed, or its change was refused.</summary>
    public void SettleChange(long message, string? refusal)
    {
        if (changes.Remove(message, out var change))
            Settle(change.ClientId, refusal);
    }

    /// <summary>Sends again after the pause that the server asks for. False when this cannot help.</summary>
    public bool TryAgain(string? clientId, long? message, TimeSpan pause)
    {
        var type = EnvelopeType.Message;
        object? sent = null;
        if (clientId is not null)
            sent = messages.GetValueOrDefault(clientId) ?? commands.GetValueOrDefault(clientId);
        else if (message is { } id && changes.TryGetValue(id, out var change))
            (clientId, type, sent) = change;
        if (sent is null || clientId is null || retries.GetValueOrDefault(clientId) >= MostRetries)
            return false;
        retries[clientId] = retries.GetValueOrDefault(clientId) + 1;
        _ = SendLaterAsync(type, sent, pause);
        return true;
    }

    /// <summary>Nobody knows whether a command or a change was still carried out.</summary>
    public void GiveUp()
    {
        foreach (var command in commands.Keys.Concat(changes.Values.Select(change => change.ClientId)).ToList())
            Forget(command);
        changes.Clear();
    }

    public async Task ResendAsync()
    {
        foreach (var message in messages.Values.ToList())
            await link.SendAsync(EnvelopeType.Message, message);
    }

    private Task SendAsync(string clientId, object message)
    {
        messages[clientId] = message;
        return link.SendAsync(EnvelopeType.Message, message);
    }

    private async Task<string> ChangeAsync(EnvelopeType type, RoomEntry entry, object sent)
    {
        var clientId = NewId();
        changes[entry.Id] = (clientId, type, sent);
        if (!await link.SendAsync(type, sent) && changes.Remove(entry.Id))
            Forget(clientId);
        return clientId;
    }

    private async Task SendLaterAsync(EnvelopeType type, object sent, TimeSpan pause)
    {
        await Task.Delay(pause, time);
        await link.SendAsync(type, sent);
    }

    private void Forget(string command)
    {
        chat.Notice("The connection was lost before the server answered the command.");
        Settle(command, "The connection was lost before the server answered.");
    }
}
