using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>WebSockets over the server's own HTTPS: by upgrade (HTTP/1.1) and by extended CONNECT (HTTP/2, RFC 8441).</summary>
public abstract class SecureSocketTests(Version version) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = TestServer.NewFolder();
    private readonly CookieContainer cookies = new();
    private SocketsHttpHandler handler = null!;
    private HttpClient http = null!;
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        Certificate.Write(folder, "localhost");
        server = await TestServer.StartAsync(
            "--urls=https://127.0.0.1:0",
            $"--Foyer:Http:CertificatePath={Path.Combine(folder, "cert.pem")}",
            $"--Foyer:Http:KeyPath={Path.Combine(folder, "key.pem")}",
            "--Foyer:Http:AllowedOrigins=https://friend.example",
            "--Foyer:Registration:ConfirmEmail=false",
            "--Foyer:Limits:ConnectionsPerUser=2"
        );
        handler = new SocketsHttpHandler
        {
            CookieContainer = cookies,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        http = new HttpClient(handler, disposeHandler: false) { BaseAddress = new Uri(server.Address) };
        http.DefaultRequestHeaders.Add("Origin", server.Address);
        http.DefaultRequestHeaders.Add("User-Agent", "Browser");
        await PostAsync(
            "/api/register",
            new
            {
                username = "ada",
                email = "ada@example.org",
                password = Person.Password,
            }
        );
        await PostAsync("/api/login", new { login = "ada", password = Person.Password });
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        handler.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("own", true, 101)]
    [InlineData("https://friend.example", true, 101)]
    [InlineData("https://evil.example", true, 403)]
    [InlineData("null", true, 403)]
    [InlineData(null, true, 403)]
    [InlineData("own", false, 401)]
    [InlineData(null, false, 401)]
    public async Task Only_known_pages_of_a_signed_in_person_open_it(string? origin, bool signedIn, int status)
    {
        var (opened, answered) = await TryOpenAsync(origin == "own" ? server.Address : origin, signedIn);
        using (opened)
            answered.ShouldBe(status == 101 && version.Major == 2 ? 200 : status);
    }

    [Fact]
    public async Task It_carries_messages_both_ways_and_more_than_a_request_may()
    {
        var chat = (await PostAsync("/api/chats/join", new { name = "lobby" })).GetProperty("id").GetInt64();
        using var ada = await OpenAsync();
        (await NextAsync(ada)).ShouldContain("\"ready\"");
        await SayAsync(ada, new { event_type = "join_chat", chat });
        (await NextAsync(ada)).ShouldContain("\"online_user_list\"");
        for (var i = 0; i < 90; i++)
        {
            // Together more than the largest body of a request, each of them padded with blanks that JSON allows.
            var text = JsonSerializer.Serialize(new { event_type = "ping" }).PadRight(15_000);
            await ada.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
            (await NextAsync(ada)).ShouldContain("\"pong\"");
        }
        await SayAsync(
            ada,
            new
            {
                event_type = "chat_message",
                chat,
                text = "over TLS",
                client_id = "s-1",
            }
        );
        (await NextAsync(ada)).ShouldContain("\"client_id\":\"s-1\"");
        await ada.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        ada.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Close_codes_arrive()
    {
        using var wrong = await OpenAsync();
        await NextAsync(wrong);
        await wrong.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, CancellationToken.None);
        (await CloseCodeAsync(wrong)).ShouldBe(1003);

        using var ada = await OpenAsync();
        await NextAsync(ada);
        await PostAsync("/api/logout", new { });
        (await CloseCodeAsync(ada)).ShouldBe(4401);
    }

    [Fact]
    public async Task One_connection_too_many_is_429_until_another_has_gone()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        (await TryOpenAsync(server.Address, signedIn: true)).Status.ShouldBe(429);
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        using var third = await OpenAsync();
        (await NextAsync(third)).ShouldContain("\"ready\"");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task What_is_no_handshake_is_refused_as_an_error_object(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/ws") { Version = version };
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var reply = await http.SendAsync(request);
        ((int)reply.StatusCode).ShouldBe(method == "GET" ? 400 : 405);
        (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetArrayLength().ShouldBe(1);
    }

    private async Task<ClientWebSocket> OpenAsync() =>
        (await TryOpenAsync(server.Address, signedIn: true)).Socket.ShouldNotBeNull();

    private async Task<(ClientWebSocket? Socket, int Status)> TryOpenAsync(string? origin, bool signedIn)
    {
        using var late = new CancellationTokenSource(Patience);
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("User-Agent", "Browser");
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        using var anonymous = new SocketsHttpHandler
        {
            UseCookies = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var invoker = new HttpMessageInvoker(signedIn ? handler : anonymous, disposeHandler: false);
        try
        {
            await socket.ConnectAsync(new Uri(new Uri(server.Address), "/ws").WithScheme("wss"), invoker, late.Token);
            return (socket, (int)socket.HttpStatusCode);
        }
        catch (WebSocketException)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            return (null, status);
        }
    }

    private static Task SayAsync(ClientWebSocket socket, object frame) =>
        socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(frame),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None
        );

    private static async Task<string> NextAsync(ClientWebSocket socket)
    {
        using var late = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, late.Token);
        return received.MessageType == WebSocketMessageType.Close
            ? $"close {(int)received.CloseStatus!}"
            : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task<int> CloseCodeAsync(ClientWebSocket socket)
    {
        while (!(await NextAsync(socket)).StartsWith("close ", StringComparison.Ordinal)) { }
        return (int)socket.CloseStatus!;
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var reply = await http.PostAsJsonAsync(path, body);
        var text = await reply.Content.ReadAsStringAsync();
        reply.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}

public sealed class Http1SecureSocketTests() : SecureSocketTests(HttpVersion.Version11);

public sealed class Http2SecureSocketTests() : SecureSocketTests(HttpVersion.Version20);
