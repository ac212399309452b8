using System.Collections.Concurrent;
using System.Net;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Text;

/// <summary>No value of a header leads to a server error, a silence or a line in the error log.</summary>
public sealed class OddHeaderTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] Names =
    [
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Connection",
        "Content-Type",
        "Cookie",
        "Expect",
        "Host",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "Last-Event-ID",
        "Origin",
        "Range",
        "Referer",
        "RequestVerificationToken",
        "Sec-Fetch-Site",
        "Sec-Purpose",
        "Sec-WebSocket-Key",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
    ];

    // Sent as bytes of Latin-1.
    private static readonly string[] Values =
    [
        "",
        " ",
        ",",
        ";",
        "=",
        "*",
        "\"",
        "\"\\",
        "W/\"",
        "\u00FF\u00FE",
        "\u00E9=\u00E9; foyer_token=\u00C3\u00A9",
        "foyer_token=; foyer_token=a; foyer_token=%00%FF",
        "foyer_registration=%; .AspNetCore.Antiforgery=\u0080; .AspNetCore.Mvc.CookieTempDataProvider=CfDJ8x",
        "a\tb",
        "a\u0001b",
        "a\u007Fb",
        "-1",
        "9223372036854775808",
        "1:2:3,::,1:,:2,99999999999999999999:1",
        "1:-5,2:9223372036854775808",
        "bytes=",
        "bytes=-",
        "bytes=0-0,5-2,-0",
        "bytes=9223372036854775807-9223372036854775808",
        "de;q=x, \u00E4\u00F6;q=9, *;q=-1, xx-yy-zz-aa-bb-cc-dd",
        "en-u-x-\u00FF",
        "zz-invalid-locale-that-nobody-has",
        "Bearer",
        "Bearer \u00FF",
        "Bearer a b c",
        "Basic ====",
        "text/html; charset=nonsense",
        "application/json; charset=utf-7",
        "application/json; charset=\u00FF",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\u00FF\"",
        "application/x-www-form-urlencoded; charset=utf-32",
        "/",
        "http://[::1",
        "null",
        "for=\"[::1",
        "1.2.3.4.5, \u00FF, [::1]:99999",
        "Sat, 31 Feb 2026 25:61:61 GMT",
        "Sun, 06 Nov 0000 00:00:00 GMT",
        "chunked, \u00FF",
        "100-nonsense",
        new('x', 8000),
    ];

    private readonly ErrorCount errors = new();
    private readonly ConcurrentBag<string> faults = [];
    private TestServer server = null!;
    private Person ada = null!;
    private string[] requests = [];

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(errors),
            "--Foyer:Http:TrustedProxies=127.0.0.1",
            "--Foyer:Limits:SignInsPerMinute=0"
        );
        ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        requests =
        [
            "GET /",
            "GET /login",
            "GET /openapi/v1.json",
            "GET /theme.css",
            "GET /css/reset.css",
            "GET /media/default-user-avatar.jpg",
            "GET /api/users/me",
            "GET /api/chats",
            $"GET /rooms/{lobby}",
            $"HEAD /api/stream?chats={lobby}",
            $"GET /api/stream?chats={lobby}",
            "GET /ws",
            "POST /api/login",
            $"POST /api/chats/{lobby}/messages",
            "POST /login",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_header_takes_the_server_down(bool signedIn)
    {
        var end = new IPEndPoint(IPAddress.Loopback, new Uri(server.Address).Port);
        var cases =
            from name in Names
            from value in Values
            select (Request: requests[(name.Length + value.Length * 7) % requests.Length], Name: name, Value: value);
        var sent = 0;
        await Parallel.ForEachAsync(
            cases.Concat(requests.SelectMany(request => Some.Select(one => (Request: request, one.Name, one.Value)))),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (one, _) =>
            {
                Interlocked.Increment(ref sent);
                await AskAsync(end, one.Request, one.Name, one.Value, signedIn);
            }
        );

        output.WriteLine($"{sent} sent, {faults.Count} faults, {errors.Lines.Count} lines in the error log");
        faults.Order().Take(40).ShouldBeEmpty();
        errors.Lines.Select(line => line[..Math.Min(900, line.Length)]).Distinct().Take(12).ShouldBeEmpty();
    }

    /// <summary>Those that the requests read themselves, all of them with each request.</summary>
    private static IEnumerable<(string Name, string Value)> Some =>
        from name in new[] { "Last-Event-ID", "If-None-Match", "Range", "Accept-Language", "Content-Type", "Cookie" }
        from value in Values
        select (name, value);

    private async Task AskAsync(IPEndPoint end, string request, string name, string value, bool signedIn)
    {
        var lines = new List<string> { $"{request} HTTP/1.1", $"{name}: {value}" };
        if (name != "Host")
            lines.Add($"Host: {new Uri(server.Address).Authority}");
        if (signedIn && name != "Cookie")
            lines.Add($"Cookie: foyer_token={ada.Token}");
        if (name != "User-Agent")
            lines.Add("User-Agent: Test/1.0");
        if (request.StartsWith("POST", StringComparison.Ordinal))
            lines.Add("Content-Length: 2");
        if (name != "Connection")
            lines.Add("Connection: close");
        var body = request.StartsWith("POST", StringComparison.Ordinal) ? "{}" : "";
        using var client = await RawClient.ConnectAsync(end);
        try
        {
            var head = await client.AskAsync(string.Join("\r\n", lines) + "\r\n\r\n" + body);
            if (!head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || head[9] is '5')
                faults.Add($"{request} {name}: {OddValues.Show(value)}: {OddValues.Show(head.Split('\r')[0])}");
        }
        catch (Exception silence) when (silence is TimeoutException or System.Net.Sockets.SocketException)
        {
            faults.Add($"{request} {name}: {OddValues.Show(value)}: {silence.Message}");
        }
    }
}
