using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>
/// Sends messages and commands. Each has a client id, under which the server's response is passed to
/// <see cref="ChatSession.Settled"/>. After a lost connection a message is sent again under the same id, so that it is stored
/// once; a command is not. What the server refuses because of a rate limit is sent again after the time that it states.
/// </summary>
internal sealed class MessageSender(ChatSession chat, ServerLink link, TimeProvider time)
{
    private const int MostRetries = 20;
    private static readonly TimeSpan TypingPause = TimeSpan.FromSeconds(3);

    private readonly OrderedDictionary<string, object> messages = [];
    private readonly Dictionary<string, object> commands = [];
    private readonly Dictionary<string, int> retries = [];

    // By the id of the changed message, which the responses contain.
    private readonly Dictionary<long, (string ClientId, EnvelopeType Type, object Sent)> changes = [];
    private DateTimeOffset typedAt;

    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>
    /// Sends a message to a room; it is shown at once and is pending until the server's response. Returns the client id.
    /// </summary>
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

    /// <summary>Sends a message to a user, in their direct room.</summary>
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

    /// <summary>Sends a slash command, typed in the current room or in none.</summary>
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

    /// <summary>Sends a request whose response settles the client id: a refusal with its reason, any other as done.</summary>
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

    /// <summary>Sends a typing notice, at most every three seconds.</summary>
    public async Task TypeAsync()
    {
        if (chat.Current is not { } room || !chat.IsConnected || time.GetUtcNow() - typedAt < TypingPause)
            return;
        typedAt = time.GetUtcNow();
        await link.SendEventAsync(new { event_type = "typing_indicator", chat = room.Id });
    }

    /// <summary>Settles a client id after the server's response: stored, done or refused.</summary>
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

    /// <summary>Sends again after the pause that the server states. Returns false when this cannot help.</summary>
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

    /// <summary>Settles commands and changes after a loss, since it is unknown whether they were still carried out.</summary>
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
