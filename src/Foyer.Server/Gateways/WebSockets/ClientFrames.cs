using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Commands;
using Foyer.Server.Events;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>The frames that a client may send: one row per type, each calling the same method as the REST endpoint.</summary>
public sealed partial class ClientFrames
{
    private const int Depth = 32;

    private static readonly Dictionary<string, ClientActivity> Attentions = new(StringComparer.Ordinal)
    {
        ["active"] = ClientActivity.Active,
        ["hidden"] = ClientActivity.Hidden,
        ["idle"] = ClientActivity.Idle,
    };

    private readonly Posting posting;
    private readonly MessageEdits changing;
    private readonly RoomSubscriptions attending;
    private readonly Typing typing;
    private readonly CommandTable commands;
    private readonly EventSubscriptions watching;
    private readonly ReadMarkers marker;
    private readonly LimitSettings limits;
    private readonly ILogger<ClientFrames> log;
    private readonly TimeProvider time;
    private readonly Dictionary<string, Action<CommandConnection, Fields>> table;

    public ClientFrames(
        Posting posting,
        MessageEdits changing,
        RoomSubscriptions attending,
        Typing typing,
        CommandTable commands,
        EventSubscriptions watching,
        ReadMarkers marker,
        FoyerSettings settings,
        TimeProvider time,
        ILogger<ClientFrames> log
    )
    {
        this.posting = posting;
        this.changing = changing;
        this.attending = attending;
        this.typing = typing;
        this.commands = commands;
        this.watching = watching;
        this.marker = marker;
        this.time = time;
        this.log = log;
        limits = settings.Limits;
        Rules = new FrameRules((int)limits.Frame.Bytes);
        table = new Dictionary<string, Action<CommandConnection, Fields>>(StringComparer.Ordinal)
        {
            ["join_chat"] = JoinChat,
            ["leave_chat"] = LeaveChat,
            ["chat_message"] = ChatMessage,
            ["delete_message"] = DeleteMessage,
            ["typing_indicator"] = TypingIndicator,
            ["attention"] = Attend,
            ["watch_event"] = WatchEvent,
            ["read"] = Read,
            ["ping"] = (connection, _) => connection.Send(Frames.Pong(Now)),
        };
    }

    public FrameRules Rules { get; }

    public int FramesPerSecond => limits.FramesPerSecond;

    public DateTimeOffset Now => time.GetUtcNow();

    public void Run(CommandConnection connection, ReadOnlySpan<byte> text)
    {
        if (Read(text).Refused(out var refusal, out var fields))
        {
            connection.Refuse(refusal);
            return;
        }
        Run(connection, fields);
    }

    /// <summary>Runs a command for gateways that have already parsed the object.</summary>
    public void Run(CommandConnection connection, Fields fields) =>
        Run(connection, fields.Text("event_type", 64), fields);

    public void Run(CommandConnection connection, string type, Fields fields)
    {
        // An attention frame itself states how active the user is.
        if (type is not ("ping" or "attention"))
            connection.MarkActive();
        if (table.TryGetValue(type, out var command))
            command(connection, fields);
        else
        {
            fields.Refuse("event_type", "Unknown event type.");
            connection.Refuse(fields.Refusal!, ClientId(fields), Id(fields));
        }
    }

    public void Join(Connection connection, Caller caller, long chat, long? after) =>
        attending.Subscribe(connection, caller, chat, after);

    /// <summary>
    /// Refuses a frame over the connection's limit. The error names the message that the frame was about, so that the client can
    /// send it again.
    /// </summary>
    public static void Throttle(CommandConnection connection, ReadOnlySpan<byte> text, int seconds) =>
        Throttle(connection, Read(text).Refused(out _, out var fields) ? Fields.Of([]) : fields, seconds);

    public static void Throttle(CommandConnection connection, Fields fields, int seconds) =>
        connection.Refuse(Refusal.Throttled(seconds), ClientId(fields), Id(fields));

    private static Outcome<Fields> Read(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Depth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed < text.Length && reader.Read())
                return Refusal.ParseError;
            var fields = Fields.Of(document.RootElement);
            return fields.Refusal is { } refusal ? refusal : fields;
        }
        catch (JsonException)
        {
            return Refusal.ParseError;
        }
    }

    private void JoinChat(CommandConnection connection, Fields fields)
    {
        var chat = Chat(fields);
        var after = fields.OptionalInteger("after", 0);
        if (IsRight(connection, fields))
            Join(connection, connection.Caller, chat, after);
    }

    private void WatchEvent(CommandConnection connection, Fields fields)
    {
        var text = fields.Text("event", 64);
        var isId = Guid.TryParse(text, out var id);
        if (!isId)
            fields.Refuse("event", "Enter the id of an event.");
        if (IsRight(connection, fields))
            _ = watching.SubscribeAsync(connection, connection.Caller, id);
    }

    private void LeaveChat(CommandConnection connection, Fields fields)
    {
        var chat = Chat(fields);
        if (IsRight(connection, fields) && connection.FindSubscription(chat) is { } subscription)
            connection.Shard.Leave(subscription);
    }

    private void ChatMessage(CommandConnection connection, Fields fields)
    {
        if (IdName(fields) is { } name)
            Edit(connection, fields, name);
        else
        {
            var draft = Draft.Parse(fields, fields.OptionalInteger(ChatName(fields), 1) ?? 0, limits);
            // A command may be typed where no room is.
            if (draft.Command is null)
                Chat(fields);
            if (!IsRight(connection, fields, draft.ClientId))
                return;
            if (draft.Command is { } typed)
                Command(connection, draft, typed);
            else
                posting.Post(connection.Caller, draft, connection);
        }
    }

    private async void Command(CommandConnection connection, Draft draft, string typed)
    {
        Outcome<CommandResult> outcome;
        try
        {
            outcome = await commands.RunAsync(
                connection.Caller,
                draft.Chat,
                typed,
                connection.Memory,
                CancellationToken.None
            );
        }
        catch (Exception fault)
        {
            LogFailed(fault);
            outcome = Refusal.Fault;
        }
        connection.Shard.Post(() =>
        {
            if (outcome.Refused(out var refusal, out var result))
                connection.Refuse(refusal, draft.ClientId);
            else
                connection.Send(result.ToFrame(draft.ClientId, Now));
        });
    }

    private void Edit(CommandConnection connection, Fields fields, string name)
    {
        var id = fields.Integer(name, 1);
        var text = fields.Text("text", limits.Message, lines: true);
        if (IsRight(connection, fields, id: id))
            Answer(connection, id, changing.EditAsync(connection.Caller, id, text, connection, CancellationToken.None));
    }

    private void DeleteMessage(CommandConnection connection, Fields fields)
    {
        var id = fields.Integer(IdName(fields) ?? "id", 1);
        if (IsRight(connection, fields, id: Id(fields)))
            Answer(connection, id, changing.DeleteAsync(connection.Caller, id, connection, CancellationToken.None));
    }

    private void Read(CommandConnection connection, Fields fields)
    {
        var chat = Chat(fields);
        var message = fields.Integer(fields.Has("message_id") ? "message_id" : "message", 0);
        var unread = fields.Flag("unread") ?? false;
        if (IsRight(connection, fields, id: message > 0 ? message : null))
            Answer(
                connection,
                message,
                marker.MoveAsync(connection.Caller, chat, message, unread, connection, CancellationToken.None)
            );
    }

    private void TypingIndicator(CommandConnection connection, Fields fields)
    {
        var chat = Chat(fields);
        if (!IsRight(connection, fields))
            return;
        if (connection.FindSubscription(chat) is not { } subscription)
            connection.Refuse(Refusal.NotAMember);
        else if (typing.Broadcast(subscription) is { } refusal)
            connection.Refuse(refusal);
    }

    private static void Attend(CommandConnection connection, Fields fields)
    {
        var state = fields.Text("state", 16);
        if (!Attentions.TryGetValue(state, out var attention))
            fields.Refuse("state", $"Choose one of: {string.Join(", ", Attentions.Keys)}.");
        if (IsRight(connection, fields))
            connection.Turn(attention);
    }

    /// <summary>Reads the room, which a client may send under either of two names.</summary>
    private static long Chat(Fields fields) => fields.Integer(ChatName(fields), 1);

    private static string ChatName(Fields fields) => fields.Has("chat_id") ? "chat_id" : "chat";

    private static string? IdName(Fields fields) =>
        fields.Has("id") ? "id"
        : fields.Has("message_id") ? "message_id"
        : null;

    private static string? ClientId(Fields fields) => fields.OptionalText("client_id", Draft.ClientIdLength);

    private static long? Id(Fields fields) =>
        IdName(fields) is { } name && fields.OptionalInteger(name, 1) is { } id ? id : null;

    private static bool IsRight(CommandConnection connection, Fields fields, string? clientId = null, long? id = null)
    {
        if (fields.Refusal is not { } refusal)
            return true;
        connection.Refuse(refusal, clientId, id);
        return false;
    }

    /// <summary>Waits for the method. A success is broadcast as the changed message; only a refusal needs a reply.</summary>
    private static async void Answer<T>(CommandConnection connection, long id, Task<Outcome<T>> verb)
    {
        Refusal? refusal;
        try
        {
            refusal = (await verb).Refusal;
        }
        catch (Exception)
        {
            // The writer has logged it.
            refusal = Refusal.Fault;
        }
        if (refusal is not null)
            connection.Shard.Post(() => connection.Refuse(refusal, id: id));
    }

    /// <summary>Logs that a frame was refused, without its content.</summary>
    internal void LogRefused(long user, Refusal refusal) => LogRefused(user, refusal.Code, refusal.Errors[0].Attr);

    [LoggerMessage(LogLevel.Information, "A frame of user {User} was refused: {Code} ({Attr}).")]
    private partial void LogRefused(long user, string code, string? attr);

    [LoggerMessage(LogLevel.Error, "A command failed.")]
    private partial void LogFailed(Exception fault);
}
