using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>A client of the terminal port that sends exactly what the test asks for.</summary>
internal sealed class TerminalClient : IDisposable
{
    public static readonly string[] Open = ["--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient client;
    private readonly FrameParser parser = new() { Limit = FrameParser.SignedInLimit };
    private readonly Queue<Envelope> arrived = new();
    private int lastRequest = 1000;

    private TerminalClient(TcpClient client, Codec codec)
    {
        this.client = client;
        Codec = codec;
        Stream = client.GetStream();
    }

    public Codec Codec { get; set; }

    public Stream Stream { get; set; }

    /// <summary>In which codec the last envelope came.</summary>
    public Codec Heard { get; private set; }

    public static Task<TerminalClient> ConnectAsync(TestServer server, Codec codec = Codec.Json) =>
        ConnectAsync(IPEndPoint.Parse(server.Get<TcpServer>().Address!), codec);

    public static async Task<TerminalClient> ConnectAsync(IPEndPoint door, Codec codec)
    {
        var client = new TcpClient();
        await client.ConnectAsync(door);
        return new TerminalClient(client, codec);
    }

    /// <summary>A connection on which the person is signed in, and what the server said then.</summary>
    public static Task<TerminalClient> SignInAsync(TestServer server, string name, Codec codec = Codec.Json) =>
        SignInAsync(IPEndPoint.Parse(server.Get<TcpServer>().Address!), name, codec);

    public static async Task<TerminalClient> SignInAsync(IPEndPoint door, string name, Codec codec)
    {
        var terminal = await ConnectAsync(door, codec);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", name);
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("password");
        await terminal.LoginAsync("password", Person.Password);
        terminal.Welcome = (await terminal.ReadAsync()).Data;
        terminal.Welcome.GetProperty("state").GetString().ShouldBe("signed_in", terminal.Welcome.ToString());
        await terminal.EventAsync("ready");
        return terminal;
    }

    public JsonElement Welcome { get; private set; }

    /// <summary>Reads the server's version and the first question, and says ours.</summary>
    public async Task GreetAsync()
    {
        (await ReadAsync()).Type.ShouldBe(EnvelopeType.Version);
        await SendAsync(EnvelopeType.Version, """{"protocol":1,"client":"Test/1.0"}""");
        (await ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
    }

    public Task LoginAsync(string kind, string value) =>
        SendAsync(EnvelopeType.Login, JsonSerializer.Serialize(new { kind, value }));

    public Task SayAsync(long chat, string text, string clientId) =>
        SendAsync(
            EnvelopeType.Message,
            JsonSerializer.Serialize(
                new
                {
                    chat,
                    text,
                    client_id = clientId,
                }
            )
        );

    public Task SendEventAsync(object sent) =>
        SendAsync(EnvelopeType.System, JsonSerializer.Serialize(new { @event = sent }));

    public async Task<JsonElement> AskAsync(object request, int number)
    {
        await SendAsync(EnvelopeType.System, JsonSerializer.Serialize(request));
        return (
            await UntilAsync(envelope =>
                envelope.Data.TryGetProperty("ref", out var answer) && answer.GetInt32() == number
            )
        ).Data;
    }

    /// <summary>Sends a request with a number of its own and waits for the reply.</summary>
    public Task<JsonElement> AskAsync(string request, object? fields = null)
    {
        var asked = JsonSerializer.SerializeToNode(fields ?? new { })!.AsObject();
        asked["request"] = request;
        asked["ref"] = ++lastRequest;
        return AskAsync(asked, lastRequest);
    }

    /// <summary>The same for what must succeed: the body.</summary>
    public async Task<JsonElement> GetAsync(string request, object? fields = null)
    {
        var answer = await AskAsync(request, fields);
        answer.GetProperty("status").GetInt32().ShouldBeOneOf(200, 201, 204);
        return answer.GetProperty("body");
    }

    public async Task ShouldRefuseAsync(string request, object? fields, int status, string code)
    {
        var answer = await AskAsync(request, fields);
        answer.GetProperty("status").GetInt32().ShouldBe(status, answer.ToString());
        answer
            .GetProperty("body")
            .GetProperty("errors")[0]
            .GetProperty("code")
            .GetString()
            .ShouldBe(code, answer.ToString());
    }

    /// <summary>The reply to a command, or the code of its refusal; sent in a room or, without one, in none.</summary>
    public async Task<string> CommandAsync(string typed, long? chat = null)
    {
        var clientId = $"command-{++lastRequest}";
        var message = new JsonObject { ["text"] = typed, ["client_id"] = clientId };
        if (chat is not null)
            message["chat"] = chat;
        await SendAsync(EnvelopeType.Message, message.ToJsonString());
        var answer = (
            await UntilAsync(envelope =>
                envelope.Data.TryGetProperty("event", out var live)
                && live.TryGetProperty("client_id", out var answered)
                && answered.GetString() == clientId
            )
        ).Data.GetProperty("event");
        return answer.GetProperty("event_type").GetString() == "command_result"
            ? answer.GetProperty("text").GetString()!
            : answer.GetProperty("errors")[0].GetProperty("code").GetString()!;
    }

    public Task SendAsync(EnvelopeType type, string json) =>
        SendRawAsync(Framing.Encode(type, Encoding.UTF8.GetBytes(json), Codec));

    public async Task SendRawAsync(byte[] bytes) => await Stream.WriteAsync(bytes);

    public Task<Envelope> MessageAsync(string text) =>
        UntilAsync(envelope =>
            envelope.Type == EnvelopeType.Message && envelope.Data.GetProperty("text").GetString() == text
        );

    public async Task<JsonElement> EventAsync(string type) =>
        (
            await UntilAsync(envelope =>
                envelope.Data.TryGetProperty("event", out var live)
                && live.ValueKind == JsonValueKind.Object
                && live.GetProperty("event_type").GetString() == type
            )
        ).Data.GetProperty("event");

    public async Task<Envelope> UntilAsync(Predicate<Envelope> wanted)
    {
        while (true)
            if (await ReadAsync() is var envelope && wanted(envelope))
                return envelope;
    }

    public async Task<Envelope> ReadAsync() =>
        await TryReadAsync() ?? throw new EndOfStreamException("The server closed.");

    /// <summary>The codes of the failure that comes next.</summary>
    public async Task<string[]> FailureAsync()
    {
        var failed = await UntilAsync(envelope => envelope.Data.TryGetProperty("state", out _));
        failed.Data.GetProperty("state").GetString().ShouldBe("failed", failed.Data.ToString());
        return
        [
            .. failed
                .Data.GetProperty("errors")
                .EnumerateArray()
                .Select(error => error.GetProperty("code").GetString()!),
        ];
    }

    /// <summary>Reads to the end; fails when the server keeps the connection open.</summary>
    public async Task ShouldBeClosedAsync()
    {
        while (await TryReadAsync() is not null) { }
    }

    /// <summary>Goes without a word: the peer gets a reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    public void Dispose() => client.Dispose();

    private async Task<Envelope?> TryReadAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        var buffer = new byte[8192];
        while (arrived.Count == 0)
        {
            var length = await ReceiveAsync(buffer, late.Token);
            if (length == 0)
                return null;
            Take(buffer.AsSpan(0, length));
        }
        return arrived.Dequeue();
    }

    private async Task<int> ReceiveAsync(byte[] buffer, CancellationToken late)
    {
        try
        {
            return await Stream.ReadAsync(buffer, late);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (parser.TryRead(ref bytes, out var frame))
        {
            frame.Violation.ShouldBe(FrameViolation.None);
            Heard = frame.Codec;
            arrived.Enqueue(frame.Decode().ShouldNotBeNull());
        }
    }
}
