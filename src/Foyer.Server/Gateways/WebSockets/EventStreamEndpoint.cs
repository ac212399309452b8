using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Live;
using Microsoft.AspNetCore.Http.Features;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary><c>GET /api/stream?chats=1,2&amp;after=12,40</c>. Subscribes to the named rooms while it is open.</summary>
public sealed class EventStreamEndpoint(
    Hub hub,
    ClientFrames commands,
    ReadyFrame welcome,
    ConnectionCount count,
    RoomQueries reading
)
{
    private const int MostRooms = 100;

    public async Task ServeAsync(HttpContext http, Caller caller, CancellationToken cancel)
    {
        var fields = http.Request.Query();
        var rooms = Rooms(http, fields);
        var refusal =
            fields.Refusal
            ?? await MayAttendAsync(caller, rooms, cancel)
            ?? (http.Request.MayChangeNothing() ? null : count.Enter(caller.User, http.Connection.RemoteIpAddress));
        if (refusal is not null)
        {
            await ApiResults.WriteAsync(http, refusal);
            return;
        }
        if (http.Request.MayChangeNothing())
        {
            WriteHead(http.Response);
            return;
        }
        try
        {
            await CarryAsync(http, caller, rooms);
        }
        finally
        {
            count.Leave(caller.User, http.Connection.RemoteIpAddress, "the event stream has ended");
        }
    }

    private async Task CarryAsync(HttpContext http, Caller caller, IReadOnlyList<(long, long?)> rooms)
    {
        var ready = await welcome.SendAsync(caller, http.RequestAborted);
        WriteHead(http.Response);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await http.Response.StartAsync(http.RequestAborted);

        var connection = new EventStreamConnection(hub.NextShard(), caller, ready, commands, rooms);
        var transport = new StreamTransport(http.Response.Body, connection);
        connection.Use(transport);
        connection.Shard.Post(connection.Open);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, transport.Gone);
        await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.Shard.PostAsync(() => connection.End());
    }

    private static void WriteHead(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private async Task<Refusal?> MayAttendAsync(
        Caller caller,
        IReadOnlyList<(long Chat, long? After)> rooms,
        CancellationToken cancel
    )
    {
        foreach (var (chat, _) in rooms)
            if ((await reading.FindJoinedAsync(caller, chat, cancel)).Refused(out var refusal))
                return refusal;
        return null;
    }

    /// <summary>Returns the rooms, each with the version last seen. <c>Last-Event-ID</c> overrides <c>after</c>.</summary>
    private static List<(long Chat, long? After)> Rooms(HttpContext http, Fields fields)
    {
        var chats = Numbers(fields, "chats", 1) ?? [];
        if (chats.Count == 0)
            fields.Refuse("chats", "Name at least one room.", "required");
        var after = Numbers(fields, "after", 0);
        if (after is not null && after.Count != chats.Count)
            fields.Refuse("after", "Give one version for each room.");
        if (fields.Refusal is not null)
            return [];
        var seen = Seen(http.Request.Headers["Last-Event-ID"].ToString());
        return [.. chats.Select((chat, i) => (chat, seen.TryGetValue(chat, out var version) ? version : after?[i]))];
    }

    private static List<long>? Numbers(Fields fields, string name, long min)
    {
        if (fields.OptionalText(name, 4000) is not { } text)
            return null;
        var numbers = new List<long>();
        foreach (var part in text.Split(','))
            if (
                long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= min
                && !(name == "chats" && numbers.Contains(number))
            )
                numbers.Add(number);
            else
                fields.Refuse(name, "Send whole numbers with commas between them, each room once.");
        if (numbers.Count > MostRooms)
            fields.Refuse(name, $"At most {MostRooms} rooms.", "max_length");
        return numbers;
    }

    private static Dictionary<long, long?> Seen(string position)
    {
        var seen = new Dictionary<long, long?>();
        foreach (var part in position.Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (
                part.Split(':') is [var chat, var version]
                && long.TryParse(chat, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
                seen[id] = number;
        return seen;
    }
}
