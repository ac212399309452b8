using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// What a terminal may ask for: one row a request. They call the verbs that REST calls and answer with its statuses and
/// bodies (contract section 7).
/// </summary>
public sealed partial class Requests
{
    /// <summary>An answer leaves place for others in the outbox of a slow reader.</summary>
    private const int LargestBody = 256 * 1024;
    private const int MostRooms = 200;

    private readonly Dictionary<string, Request> table;
    private readonly Reading reading;
    private readonly Joining joining;
    private readonly LimitSettings limits;
    private readonly Sessions sessions;
    private readonly Hub hub;
    private readonly ILogger<Requests> log;

    public Requests(
        Reading reading,
        Joining joining,
        Sessions sessions,
        Hub hub,
        EventRequests events,
        FoyerSettings settings,
        ILogger<Requests> log
    )
    {
        this.reading = reading;
        this.joining = joining;
        limits = settings.Limits;
        this.sessions = sessions;
        this.hub = hub;
        this.log = log;
        table = new Dictionary<string, Request>(events.Rows, StringComparer.Ordinal)
        {
            ["history"] = HistoryAsync,
            ["chats"] = ChatsAsync,
            ["sessions"] = SessionsAsync,
            ["join"] = JoinAsync,
            ["leave"] = LeaveAsync,
            ["members"] = MembersAsync,
        };
    }

    /// <summary>Called on the connection's shard; the answer comes when it is there.</summary>
    internal void Run(TcpConnection connection, Fields fields)
    {
        var name = fields.Text("request", 64);
        var number = fields.OptionalInteger("ref");
        if (!connection.TryBegin())
            connection.Refuse(Refusal.Throttled(1));
        else if (table.TryGetValue(name, out var request))
            connection.LastRequest = AnswerAsync(
                connection,
                connection.LastRequest,
                number,
                () => request(connection.Caller, fields)
            );
        else
        {
            fields.Refuse("request", "Unknown request.");
            connection.Finish(Answer(number, fields.Refusal!, connection));
        }
    }

    /// <summary>The person's rooms as a list, for the greeting too.</summary>
    internal static void WriteRooms(Utf8JsonWriter json, IReadOnlyList<RoomOverview> rooms, Hub hub, long reader)
    {
        foreach (var room in rooms)
            RoomJson.Write(json, room, hub.Presence.Count(room.Room.Id), reader);
    }

    /// <summary>One request of a connection after the other, so that answers come in the order of the questions.</summary>
    private async Task AnswerAsync(
        TcpConnection connection,
        Task before,
        long? number,
        Func<Task<Outcome<byte[]>>> request
    )
    {
        await before;
        Outcome<byte[]> outcome;
        try
        {
            outcome = await Task.Run(request);
        }
        catch (Exception fault)
        {
            LogFailed(fault);
            outcome = Refusal.Fault;
        }
        await connection.Shard.DrainedAsync(connection);
        connection.Shard.Post(() => connection.Finish(Answer(number, outcome, connection)));
    }

    private static Frame Answer(long? number, Outcome<byte[]> outcome, TcpConnection connection) =>
        TcpFrames.System(
            json =>
            {
                if (number is { } given)
                    json.WriteNumber("ref"u8, given);
                if (outcome.Refused(out var refusal, out var body))
                    WriteRefusal(json, refusal);
                else
                {
                    json.WriteNumber("status"u8, body.Length == 0 ? 204 : 200);
                    json.WritePropertyName("body"u8);
                    json.WriteRawValue(body.Length == 0 ? "null"u8 : body);
                }
            },
            connection.Codec
        );

    private static void WriteRefusal(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteNumber("status"u8, refusal.Status);
        json.WriteStartObject("body"u8);
        Frames.WriteRefusal(json, refusal);
        if (refusal.RetryAfter is { } seconds)
            json.WriteNumber("retry_after"u8, seconds);
        json.WriteEndObject();
    }

    private async Task<Outcome<byte[]>> HistoryAsync(Caller caller, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        var asked = HistoryQuery.Read(fields);
        if (fields.Refusal is { } wrong)
            return wrong;
        while (true)
        {
            if (
                (await reading.HistoryAsync(caller, chat, asked, CancellationToken.None)).Refused(
                    out var refusal,
                    out var page
                )
            )
                return refusal;
            var body = Body(caller, chat, asked, page);
            if (body.Length <= LargestBody || asked.Limit == 1)
                return body;
            asked = asked with { Limit = asked.Limit / 2 };
        }
    }

    private static byte[] Body(Caller caller, long chat, Page asked, HistoryPage page) =>
        List(
            page.HasNext && page.Messages.Count > 0 ? Next(chat, asked, page.Messages[^1].Id) : null,
            json =>
            {
                foreach (var message in page.Messages)
                    MessageJson.Write(json, message, message.User == caller.User);
            }
        );

    private static string Next(long chat, Page asked, long last) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/api/chats/{chat}/messages?{(asked.Oldest ? "sort=timestamp&after" : "before")}={last}&limit={asked.Limit}"
        );

    private async Task<Outcome<byte[]>> ChatsAsync(Caller caller, Fields fields)
    {
        var isPublic = fields.Flag("public") ?? false;
        var search = fields.OptionalText("search", 200);
        if (fields.Refusal is { } wrong)
            return wrong;
        var rooms = isPublic
            ? await reading.PublicRoomsAsync(caller, search, 0, MostRooms, CancellationToken.None)
            : await reading.MyRoomsAsync(caller, 0, MostRooms, CancellationToken.None);
        return List(null, json => WriteRooms(json, rooms, hub, caller.User));
    }

    private async Task<Outcome<byte[]>> SessionsAsync(Caller caller, Fields fields) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Listing<SessionLine>(await sessions.ListAsync(caller, CancellationToken.None), null, null),
            ApiJson.Options
        );

    private async Task<Outcome<byte[]>> JoinAsync(Caller caller, Fields fields)
    {
        var name = RoomName.Read(fields, limits);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (
            (await joining.JoinByNameAsync(caller, name, CancellationToken.None)).Refused(
                out var refusal,
                out var joined
            )
        )
            return refusal;
        if ((await reading.RoomAsync(caller, joined.Chat, CancellationToken.None)).Refused(out refusal, out var room))
            return refusal;
        return Value(json => RoomJson.Write(json, room, hub.Presence.Count(joined.Chat), caller.User));
    }

    private async Task<Outcome<byte[]>> LeaveAsync(Caller caller, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await joining.LeaveAsync(caller, chat, CancellationToken.None)).Refused(out var refusal)
            ? refusal
            : Array.Empty<byte>();
    }

    private async Task<Outcome<byte[]>> MembersAsync(Caller caller, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        if (fields.Refusal is { } wrong)
            return wrong;
        var found = await reading.MembersAsync(caller, chat, 0, MostRooms, CancellationToken.None);
        if (found.Refused(out var refusal, out var members))
            return refusal;
        return List(
            null,
            json =>
            {
                foreach (var member in members)
                    MemberObject.Write(json, member, hub.Presence.IsOnline(member.Id));
            }
        );
    }

    private static byte[] Value(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] List(string? next, Action<Utf8JsonWriter> write) =>
        Envelope.Members(json =>
        {
            json.WriteStartArray("results"u8);
            write(json);
            json.WriteEndArray();
            json.WriteString("next"u8, next);
            json.WriteNull("previous"u8);
        });

    [LoggerMessage(LogLevel.Error, "A terminal's request failed.")]
    private partial void LogFailed(Exception fault);
}
