using System.Net.WebSockets;
using System.Text.Json;

namespace Foyer.Server.Tests.House;

/// <summary>A person's open line: sends frames, and waits for the ones it names.</summary>
public sealed class LiveSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket = new();
    private readonly List<JsonElement> passed = [];

    private LiveSocket() { }

    public WebSocketCloseStatus? ClosedWith => socket.CloseStatus;

    public static async Task<LiveSocket> OpenAsync(TestServer server, Person person)
    {
        var line = new LiveSocket();
        line.socket.Options.SetRequestHeader("Authorization", $"Bearer {person.Token}");
        line.socket.Options.SetRequestHeader("User-Agent", person.Http.DefaultRequestHeaders.UserAgent.ToString());
        using var patience = new CancellationTokenSource(Patience);
        await line.socket.ConnectAsync(new Uri(server.Address.Replace("http", "ws") + "/ws"), patience.Token);
        await line.WaitAsync("ready");
        return line;
    }

    public async Task JoinAsync(long chat)
    {
        await SendAsync(new { event_type = "join_chat", chat });
        await WaitAsync("online_user_list", frame => frame.GetProperty("chat").GetInt64() == chat);
    }

    public async Task SendAsync(object frame)
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(frame),
            WebSocketMessageType.Text,
            true,
            patience.Token
        );
    }

    /// <summary>The next frame of that kind that fits; the others are kept in <see cref="Passed"/>.</summary>
    public Task<JsonElement> WaitAsync(string type, Predicate<JsonElement>? fits = null) =>
        WaitAnyAsync(frame => frame.GetProperty("event_type").GetString() == type && (fits?.Invoke(frame) ?? true));

    public async Task<JsonElement> WaitAnyAsync(Predicate<JsonElement> fits)
    {
        while (true)
        {
            var frame =
                await NextAsync() ?? throw new InvalidOperationException($"Closed with {ClosedWith} too early.");
            if (fits(frame))
                return frame;
            passed.Add(frame);
        }
    }

    /// <summary>Frames that came while others were waited for.</summary>
    public IReadOnlyList<JsonElement> Passed => passed;

    /// <summary>Reads to the end and answers the code it was closed with.</summary>
    public async Task<int> WaitForCloseAsync()
    {
        while (await NextAsync() is { } frame)
            passed.Add(frame);
        return (int)socket.CloseStatus.ShouldNotBeNull();
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            whole.Write(buffer.AsSpan(0, part.Count));
            if (part.EndOfMessage)
                return JsonDocument.Parse(whole.ToArray()).RootElement;
        }
    }
}
