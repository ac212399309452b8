using Foyer.Protocol.WebSockets;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>Who may open a WebSocket: the same guards, whichever transport carries it.</summary>
public abstract class AdmissionTests(string transport) : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            $"--Foyer:Http:Transport={transport}",
            "--Foyer:Limits:ConnectionsPerUser=2",
            "--Foyer:Http:TrustedProxies=127.0.0.1",
            "--Foyer:Http:AllowedHosts=foyer.example"
        );
        ada = await server.RegisterAsync("ada");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_session_and_the_own_origin_open_it()
    {
        var (head, first) = await OpenAsync(Cookie, Own);
        head.ShouldStartWith("HTTP/1.1 101 ");
        first.ShouldStartWith("text {\"event_type\":\"ready\"");
        head.Contains("Date:", StringComparison.Ordinal).ShouldBe(transport == "kestrel", "who answered");
    }

    [Fact]
    public async Task A_bearer_token_needs_no_origin() =>
        (await HeadAsync($"Authorization: Bearer {ada.Token}")).ShouldStartWith("HTTP/1.1 101 ");

    [Fact]
    public async Task Without_a_session_it_is_401() => (await HeadAsync(Own)).ShouldStartWith("HTTP/1.1 401 ");

    [Fact]
    public async Task A_false_token_is_401() =>
        (await HeadAsync("Cookie: foyer_token=false", Own)).ShouldStartWith("HTTP/1.1 401 ");

    [Fact]
    public async Task A_foreign_origin_is_403() =>
        (await HeadAsync(Cookie, "Origin: https://elsewhere.example")).ShouldStartWith("HTTP/1.1 403 ");

    [Fact]
    public async Task A_missing_origin_is_403_with_a_cookie() =>
        (await HeadAsync(Cookie)).ShouldStartWith("HTTP/1.1 403 ");

    [Fact]
    public async Task A_foreign_name_of_the_server_is_400() =>
        (await HeadForAsync("other.example", Cookie, Own)).ShouldStartWith("HTTP/1.1 400 ");

    [Fact]
    public async Task A_copied_cookie_ends_its_session()
    {
        (await HeadAsync(Cookie, Own, "X-Forwarded-For: 203.0.113.9")).ShouldStartWith("HTTP/1.1 401 ");
        (await HeadAsync(Cookie, Own)).ShouldStartWith("HTTP/1.1 401 ");
    }

    [Fact]
    public async Task One_connection_too_many_is_429_until_another_has_gone()
    {
        using var first = await UpgradedAsync();
        using var second = await UpgradedAsync();
        (await HeadAsync(Cookie, Own)).ShouldStartWith("HTTP/1.1 429 ");
        await first.SendAsync(ClientFrames.Close());
        await first.RestAsync();
        using var third = await UpgradedAsync();
    }

    [Fact]
    public async Task Signing_out_closes_it_with_4401()
    {
        using var open = await UpgradedAsync();
        (await open.NextAsync()).ShouldStartWith("text {\"event_type\":\"ready\"");
        (await ada.PostAsync("/api/logout")).ShouldBe(204);
        (await open.NextAsync()).ShouldBe("close 4401");
    }

    private string Cookie => $"Cookie: foyer_token={ada.Token}";

    private string Own => $"Origin: {server.Address}";

    private Task<string> HeadAsync(params string[] headers) => HeadForAsync(new Uri(server.Address).Authority, headers);

    private async Task<string> HeadForAsync(string host, params string[] headers)
    {
        using var client = await RawClient.ConnectAsync(System.Net.IPEndPoint.Parse(new Uri(server.Address).Authority));
        return await client.AskAsync(Request(host, headers));
    }

    private async Task<(string Head, string First)> OpenAsync(params string[] headers)
    {
        using var client = await RawClient.ConnectAsync(System.Net.IPEndPoint.Parse(new Uri(server.Address).Authority));
        var head = await client.AskAsync(Request(new Uri(server.Address).Authority, headers));
        return (head, await client.NextAsync());
    }

    private async Task<RawClient> UpgradedAsync()
    {
        var client = await RawClient.ConnectAsync(System.Net.IPEndPoint.Parse(new Uri(server.Address).Authority));
        (await client.AskAsync(Request(new Uri(server.Address).Authority, Cookie, Own))).ShouldStartWith(
            "HTTP/1.1 101 "
        );
        return client;
    }

    private static string Request(string host, params string[] headers) =>
        RawClient
            .Upgrade.Replace("/ws/echo", "/ws", StringComparison.Ordinal)
            .Replace(
                "Host: foyer.example\r\n",
                $"Host: {host}\r\nUser-Agent: Test/1.0\r\n" + string.Concat(headers.Select(header => header + "\r\n")),
                StringComparison.Ordinal
            );
}

public sealed class LoopAdmissionTests() : AdmissionTests("loop");

public sealed class KestrelAdmissionTests() : AdmissionTests("kestrel");
