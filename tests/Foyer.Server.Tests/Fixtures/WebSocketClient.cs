using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>One WebSocket of a person. It reads all the time, as a browser does; tests await what they expect.</summary>
public sealed class WebSocketClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket = new();
    private readonly Channel<JsonElement> frames = Channel.CreateUnbounded<JsonElement>();
    private Task reading = Task.CompletedTask;

    /// <summary>The code the server closed with, or null while it is open.</summary>
    public int? CloseCode => socket.CloseStatus is { } status ? (int)status : null;

    /// <summary>The first frame.</summary>
    public JsonElement Ready { get; private set; }

    public static async Task<WebSocketClient> OpenAsync(Person person, string path = "/ws")
    {
        var wire = new WebSocketClient();
        wire.socket.Options.SetRequestHeader("Cookie", $"foyer_token={person.Token}");
        wire.socket.Options.SetRequestHeader("Origin", person.Http.DefaultRequestHeaders.GetValues("Origin").Single());
        wire.socket.Options.SetRequestHeader("User-Agent", person.Http.DefaultRequestHeaders.UserAgent.ToString());
        await wire.socket.ConnectAsync(
            new Uri(person.Http.BaseAddress!, path).WithScheme("ws"),
            CancellationToken.None
        );
        wire.reading = wire.ReadAsync();
        wire.Ready = await wire.NextAsync();
        wire.Ready.Type().ShouldBe("ready");
        return wire;
    }

    /// <summary>A socket that is present in the room already.</summary>
    public static async Task<WebSocketClient> JoinAsync(Person person, long chat, long? after = null)
    {
        var wire = await OpenAsync(person);
        await wire.SendAsync(
            after is null
                ? new { event_type = "join_chat", chat }
                : new
                {
                    event_type = "join_chat",
                    chat,
                    after,
                }
        );
        await wire.ExpectAsync("online_user_list");
        return wire;
    }

    public Task SendAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendBytesAsync(byte[] bytes, WebSocketMessageType type) =>
        socket.SendAsync(bytes, type, true, CancellationToken.None);

    public Task SendMessageAsync(long chat, string text, string? id = null) =>
        SendAsync(
            new
            {
                event_type = "chat_message",
                chat,
                text,
                client_id = id ?? Guid.NewGuid().ToString("N"),
            }
        );

    /// <summary>The next frame other than presence, which is batched and may come between any two frames.</summary>
    public async Task<JsonElement> NextAsync()
    {
        while (true)
            if (await AnyAsync() is var frame && frame.Type() != "presence")
                return frame;
    }

    /// <summary>The next frame of that type; others before it are passed over.</summary>
    public async Task<JsonElement> ExpectAsync(string type)
    {
        while (true)
            if (await AnyAsync() is var frame && frame.Type() == type)
                return frame;
    }

    public async Task<JsonElement> MessageAsync() => (await ExpectAsync("chat_message")).GetProperty("message");

    /// <summary>The next frame must be a refusal with this code.</summary>
    public async Task<JsonElement> RefusedAsync(string code)
    {
        var frame = await ExpectAsync("error");
        frame.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code, frame.ToString());
        return frame;
    }

    /// <summary>
    /// All that arrived before the reply to a ping sent now: since the server replies in order, nothing else is under way
    /// but what is gathered.
    /// </summary>
    public async Task<List<JsonElement>> SoFarAsync()
    {
        await SendAsync(new { event_type = "ping" });
        var seen = new List<JsonElement>();
        while (await AnyAsync() is var frame && frame.Type() != "pong")
            seen.Add(frame);
        return seen;
    }

    /// <summary>The next frame, presence included.</summary>
    public async Task<JsonElement> AnyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await frames.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits until the server has closed, and returns its close code.</summary>
    public async Task<int?> ClosedAsync()
    {
        await reading.WaitAsync(Patience);
        return CloseCode;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var text = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                text.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                frames.Writer.TryWrite(JsonDocument.Parse(text.ToArray()).RootElement);
                text.SetLength(0);
            }
        }
        catch (Exception gone)
            when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone without a word; CloseCode says so by being null.
        }
        frames.Writer.TryComplete();
    }
}

internal static class FrameExtensions
{
    public static string Type(this JsonElement frame) => frame.GetProperty("event_type").GetString()!;

    public static string Text(this JsonElement message) => message.GetProperty("text").GetString()!;

    public static long Version(this JsonElement message) => message.GetProperty("version").GetInt64();

    public static long Id(this JsonElement message) => message.GetProperty("id").GetInt64();

    public static Uri WithScheme(this Uri address, string scheme) => new UriBuilder(address) { Scheme = scheme }.Uri;
}
