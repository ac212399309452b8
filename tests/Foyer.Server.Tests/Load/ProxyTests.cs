using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Load;

/// <summary>All that people do, through the reverse proxies that most servers run behind.</summary>
[Trait("Part", "load")]
public sealed class ProxyTests
{
    private const int TwoMegabytes = 2 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [ProxyTheory]
    [InlineData("nginx", "loop")]
    [InlineData("nginx", "kestrel")]
    [InlineData("haproxy", "loop")]
    [InlineData("haproxy", "kestrel")]
    [InlineData("caddy", "loop")]
    [InlineData("caddy", "kestrel")]
    public async Task One_signs_in_talks_listens_and_uploads_behind_a_proxy(string kind, string transport)
    {
        await using var proxy = new Proxy(kind);
        await using var server = new ServerProcess(
            $"--Foyer:Http:Transport={transport}",
            $"--Foyer:PublicUrl={proxy.Address.GetLeftPart(UriPartial.Authority)}",
            "--Foyer:Http:TrustedProxies:0=127.0.0.1"
        );
        await server.StartAsync();
        await server.RegisterAsync("ada");
        await proxy.StartAsync(server.Address);
        var cookies = new CookieContainer();
        using var handler = From("127.0.0.2", cookies);
        using var ada = Through(proxy, handler);

        (await ada.GetStringAsync("/login")).ShouldContain("password");
        await SignInAsync(ada);
        cookies.GetCookies(proxy.Address)["__Host-foyer_token"].ShouldNotBeNull().Secure.ShouldBeTrue();
        var seat = (await GetAsync(ada, "/api/users/me/sessions")).GetProperty("results")[0];
        seat.GetProperty("address").GetString().ShouldBe("127.0.0.2");

        var chat = (await PostAsync(ada, "/api/chats/join", new { name = "lobby" })).GetProperty("id").GetInt64();
        await ShouldTalkAsync(proxy, ada, handler, chat);
        await ShouldStreamAsync(ada, chat);
        await ShouldUploadAsync(ada, chat);

        using var thief = From("127.0.0.3", cookies);
        using var elsewhere = Through(proxy, thief);
        elsewhere.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.2");
        (await elsewhere.GetAsync("/api/users/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task ShouldTalkAsync(Proxy proxy, HttpClient ada, HttpMessageHandler handler, long chat)
    {
        using var late = new CancellationTokenSource(Patience);
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", proxy.Address.GetLeftPart(UriPartial.Authority));
        socket.Options.SetRequestHeader("User-Agent", "Browser");
        await socket.ConnectAsync(
            new UriBuilder(proxy.Address) { Scheme = "wss", Path = "/ws" }.Uri,
            invoker,
            late.Token
        );
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(
                JsonSerializer.Serialize(
                    new
                    {
                        event_type = "chat_message",
                        chat,
                        text = "by socket",
                        client_id = "p-1",
                    }
                )
            ),
            WebSocketMessageType.Text,
            true,
            late.Token
        );
        var buffer = new byte[64 * 1024];
        string said;
        do said = Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, late.Token)).Count);
        while (!said.Contains("\"client_id\":\"p-1\"", StringComparison.Ordinal));
        said.ShouldContain("by socket");
        (await GetAsync(ada, $"/api/chats/{chat}/messages"))
            .GetProperty("results")[0]
            .GetProperty("text")
            .GetString()
            .ShouldBe("by socket");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, late.Token);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    /// <summary>Each line arrives while the response goes on, so no proxy on the way buffers it to its end.</summary>
    private static async Task ShouldStreamAsync(HttpClient ada, long chat)
    {
        using var late = new CancellationTokenSource(Patience);
        await using var stream = await ada.GetStreamAsync($"/api/stream?chats={chat}", late.Token);
        using var lines = new StreamReader(stream);
        await UntilAsync(lines, "online_user_list", late.Token);
        for (var round = 0; round < 3; round++)
        {
            await PostAsync(ada, $"/api/chats/{chat}/messages", new { text = $"streamed {round}" });
            await UntilAsync(lines, $"streamed {round}", late.Token);
        }
    }

    private static async Task UntilAsync(StreamReader lines, string wanted, CancellationToken late)
    {
        while (!(await lines.ReadLineAsync(late)).ShouldNotBeNull().Contains(wanted, StringComparison.Ordinal)) { }
    }

    private static async Task ShouldUploadAsync(HttpClient ada, long chat)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(new byte[TwoMegabytes]), "file", "zeros.bin");
        using var reply = await ada.PostAsync($"/api/chats/{chat}/attachments", form);
        reply.StatusCode.ShouldBe(HttpStatusCode.Created, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>Connections that come from that address of this machine.</summary>
    private static SocketsHttpHandler From(string address, CookieContainer cookies) =>
        new()
        {
            CookieContainer = cookies,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };

    private static HttpClient Through(Proxy proxy, HttpMessageHandler handler)
    {
        var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = proxy.Address };
        http.DefaultRequestHeaders.Add("Origin", proxy.Address.GetLeftPart(UriPartial.Authority));
        http.DefaultRequestHeaders.Add("User-Agent", "Browser");
        return http;
    }

    private static Task<JsonElement> SignInAsync(HttpClient ada) =>
        PostAsync(ada, "/api/login", new { login = "ada", password = Person.Password });

    private static async Task<JsonElement> PostAsync(HttpClient person, string path, object body)
    {
        using var reply = await person.PostAsJsonAsync(path, body);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<JsonElement> GetAsync(HttpClient person, string path) =>
        person.GetFromJsonAsync<JsonElement>(path);
}

/// <summary>A theory behind real proxies; skipped where they are not installed.</summary>
public sealed class ProxyTheoryAttribute : TheoryAttribute
{
    public ProxyTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!Proxy.IsHere("nginx") || !Proxy.IsHere("haproxy") || !Proxy.IsHere("caddy"))
            Skip = "needs nginx, haproxy and caddy";
    }
}
