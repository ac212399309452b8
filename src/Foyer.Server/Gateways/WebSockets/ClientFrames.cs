using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using static Foyer.Server.Gateways.WebSockets.FrameFields;

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

    private readonly RoomFrames rooms;
    private readonly LimitSettings limits;
    private readonly TimeProvider time;
    private readonly ILogger<ClientFrames> log;
    private readonly Dictionary<string, Action<CommandConnection, Fields>> table;

    public ClientFrames(
        MessageFrames messages,
        RoomFrames rooms,
        FoyerSettings settings,
        TimeProvider time,
        ILogger<ClientFrames> log
    )
    {
        this.rooms = rooms;
        this.time = time;
        this.log = log;
        limits = settings.Limits;
        Rules = new FrameRules((int)limits.Frame.Bytes);
        table = new Dictionary<string, Action<CommandConnection, Fields>>(StringComparer.Ordinal)
        {
            ["join_chat"] = rooms.Join,
            ["leave_chat"] = rooms.Leave,
            ["chat_message"] = messages.Post,
            ["delete_message"] = messages.Delete,
            ["typing_indicator"] = rooms.ShowTyping,
            ["attention"] = Attend,
            ["watch_event"] = rooms.WatchEvent,
            ["read"] = rooms.Read,
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
        rooms.Join(connection, caller, chat, after);

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

    private static void Attend(CommandConnection connection, Fields fields)
    {
        var state = fields.Text("state", 16);
        if (!Attentions.TryGetValue(state, out var attention))
            fields.Refuse("state", $"Choose one of: {string.Join(", ", Attentions.Keys)}.");
        if (IsRight(connection, fields))
            connection.Turn(attention);
    }

    /// <summary>Logs that a frame was refused, without what was in it.</summary>
    internal void LogRefused(long user, Refusal refusal) => LogRefused(user, refusal.Code, refusal.Errors[0].Attr);

    [LoggerMessage(LogLevel.Information, "A frame of user {User} was refused: {Code} ({Attr}).")]
    private partial void LogRefused(long user, string code, string? attr);
}
