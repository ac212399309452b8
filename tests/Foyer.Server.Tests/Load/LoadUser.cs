using System.Net.WebSockets;
using System.Text.Json;

namespace Foyer.Server.Tests.Load;

/// <summary>
/// A client that obeys the contract: it sends with client ids, sends again what was not acknowledged, waits when throttled,
/// comes back with the versions it has seen, and notes every violation of order.
/// </summary>
internal sealed class LoadUser(Uri server, string token, string name, IReadOnlyList<long> rooms, int messages)
{
    private const int Window = 8;

    private readonly Dictionary<long, long> versions = rooms.ToDictionary(room => room, _ => -1L);
    private readonly Dictionary<string, int> waiting = [];
    private readonly HashSet<long> rejoining = [];
    private readonly TaskCompletionSource here = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long pausedUntil;
    private int next;

    /// <summary>Done once it is subscribed to all rooms: earlier messages are not sent to it.</summary>
    public Task Here => here.Task;

    /// <summary>The ids of the messages seen, by room, in the order they came.</summary>
    public Dictionary<long, List<long>> Seen { get; } = rooms.ToDictionary(room => room, _ => new List<long>());

    public List<string> Violations { get; } = [];

    /// <summary>client_id and message id of what was acknowledged.</summary>
    public Dictionary<string, long> Acknowledged { get; } = [];

    /// <summary>Speaks from <paramref name="start"/> on, until every own message is acknowledged and <paramref name="complete"/> says that nothing is missing.</summary>
    public async Task RunAsync(Task start, Func<LoadUser, bool> complete, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested && !(Acknowledged.Count == messages && complete(this)))
        {
            try
            {
                await TalkAsync(start, complete, cancel);
            }
            catch (WebSocketException)
            {
                // The server was killed, or is not yet back.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 250)), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                Violations.Add(
                    $"{name} had no patience left: {Acknowledged.Count} of {messages} acknowledged, {waiting.Count} waiting, {Seen.Values.Sum(ids => ids.Count)} seen"
                );
            }
        }
    }

    private async Task TalkAsync(Task start, Func<LoadUser, bool> complete, CancellationToken cancel)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws" }.Uri, cancel);
        foreach (var (room, version) in versions.ToList())
        {
            rejoining.Add(room);
            await SendAsync(
                socket,
                version < 0
                    ? new { event_type = "join_chat", chat = room }
                    : new
                    {
                        event_type = "join_chat",
                        chat = room,
                        after = version,
                    }
            );
        }
        while (rejoining.Count > 0)
            await ReceiveAsync(socket, cancel);
        here.TrySetResult();
        await start.WaitAsync(cancel);
        foreach (var (id, number) in waiting.ToList())
            await SayAsync(socket, id, number);
        while (!(Acknowledged.Count == messages && complete(this)))
        {
            while (waiting.Count < Window && next < messages && Environment.TickCount64 >= pausedUntil)
            {
                var id = $"{name}-{next}";
                waiting[id] = next;
                await SayAsync(socket, id, next++);
            }
            await ReceiveAsync(socket, cancel);
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
    }

    private Task SayAsync(ClientWebSocket socket, string id, int number) =>
        SendAsync(
            socket,
            new
            {
                event_type = "chat_message",
                chat = rooms[number % rooms.Count],
                text = $"{id} says number {number}",
                client_id = id,
            }
        );

    private static Task SendAsync(ClientWebSocket socket, object frame) =>
        socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(frame),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None
        );

    private async Task ReceiveAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException($"closed with {socket.CloseStatus}");
            length += part.Count;
            if (part.EndOfMessage)
                break;
        }
        using var frame = JsonDocument.Parse(buffer.AsMemory(0, length));
        await TakeAsync(socket, frame.RootElement);
    }

    private async Task TakeAsync(ClientWebSocket socket, JsonElement frame)
    {
        switch (frame.GetProperty("event_type").GetString())
        {
            case "online_user_list":
                var room = frame.GetProperty("chat").GetInt64();
                rejoining.Remove(room);
                if (versions[room] < 0)
                    versions[room] = frame.GetProperty("version").GetInt64();
                break;
            case "chat_message":
                Take(frame.GetProperty("message"));
                break;
            case "error":
                await WaitAndRepeatAsync(socket, frame);
                break;
            case "resync":
                Violations.Add($"resync {frame}");
                break;
        }
    }

    private void Take(JsonElement message)
    {
        var (room, version, id) = (
            message.GetProperty("chat").GetInt64(),
            message.GetProperty("version").GetInt64(),
            message.GetProperty("id").GetInt64()
        );
        if (message.TryGetProperty("client_id", out var mark) && mark.GetString() is { } own)
        {
            waiting.Remove(own);
            if (Acknowledged.TryGetValue(own, out var known) && known != id)
                Violations.Add($"{own} was stored twice: {known} and {id}");
            Acknowledged[own] = id;
            // The reply to a repeated client_id is outside the order; the change itself is replayed in its place.
            if (version != versions[room] + 1 || rejoining.Contains(room))
                return;
        }
        if (version != versions[room] + 1)
            Violations.Add($"{name} in {room}: {version} after {versions[room]}");
        versions[room] = version;
        Seen[room].Add(id);
    }

    private async Task WaitAndRepeatAsync(ClientWebSocket socket, JsonElement error)
    {
        if (!error.TryGetProperty("client_id", out var mark) || !waiting.TryGetValue(mark.GetString()!, out var number))
        {
            Violations.Add(error.ToString());
            return;
        }
        if (error.TryGetProperty("retry_after", out var seconds))
        {
            pausedUntil = Environment.TickCount64 + seconds.GetInt32() * 1000;
            await Task.Delay(TimeSpan.FromSeconds(seconds.GetInt32()));
        }
        await SayAsync(socket, mark.GetString()!, number);
    }
}
