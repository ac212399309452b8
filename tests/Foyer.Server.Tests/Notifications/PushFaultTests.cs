using System.Net;
using System.Net.Sockets;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Notifications;

/// <summary>One browser cannot be reached, each time in another way. The others get their notifications all the same.</summary>
public sealed class PushFaultTests : IAsyncLifetime
{
    private readonly TcpListener peer = new(IPAddress.Loopback, 0);
    private TestServer server = null!;
    private PushReceiver broken = null!;
    private PushReceiver fine = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long chat;

    public async ValueTask InitializeAsync()
    {
        peer.Start();
        server = await TestServer.StartAsync("--Foyer:Push:Enabled=true", "--Foyer:Test:LocalPush=true");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        broken = await PushReceiver.OpenAsync();
        fine = await PushReceiver.OpenAsync();
        chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        await server.DisposeAsync();
        await broken.DisposeAsync();
        await fine.DisposeAsync();
        peer.Dispose();
    }

    [Theory]
    [InlineData("public_key = 'x'")]
    [InlineData("public_key = ''")]
    [InlineData("public_key = x'fffe'")]
    [InlineData("secret = '***'")]
    [InlineData("endpoint = 'nonsense'")]
    [InlineData("endpoint = 'ftp://127.0.0.1/x'")]
    [InlineData("endpoint = 'http://127.0.0.1:1/x'")]
    [InlineData("500")]
    [InlineData("302")]
    [InlineData("garbage")]
    [InlineData("hangs up")]
    public async Task A_browser_that_cannot_be_reached_keeps_no_other_is_shown_to_admins_and_forgotten(string fault)
    {
        await SubscribeAsync(fault);

        await ada.SayAsync(chat, "one");
        (await fine.NextAsync()).Text.ShouldContain("one");
        await FailedAsync(1);
        var page = WebUtility.HtmlDecode((await ada.GetAsync("/admin")).ShouldBe(200).Text);
        page.ShouldContain("Background work");
        page.ShouldContain("push");
        for (var attempt = 2; attempt <= WorkItems.Attempts; attempt++)
        {
            server.Clock.Move(TimeSpan.FromMinutes(9));
            await ada.SayAsync(chat, $"attempt {attempt}");
            (await fine.NextAsync()).Text.ShouldContain($"attempt {attempt}");
            await FailedAsync(attempt);
        }

        for (var look = 0; await CountAsync("push_subscriptions") > 1; look++)
        {
            look.ShouldBeLessThan(1000, "the browser is not forgotten");
            await Task.Delay(10);
        }
        (await CountAsync("failed_items where queue = 'push' and abandoned_at is not null")).ShouldBe(1);
        await ada.SayAsync(chat, "last");
        (await fine.NextAsync()).Text.ShouldContain("last");
        (await CountAsync("failed_items where queue like '%push%' and failures > 6")).ShouldBe(0);
    }

    /// <summary>Each of them would hold its notification until the request is given up after ten seconds.</summary>
    [Fact]
    public async Task Push_services_that_never_respond_delay_nobody_else()
    {
        using var cleo = await server.RegisterAsync("cleo");
        (await cleo.PostAsync("/api/push", fine.Subscription)).ShouldBe(201);
        var hers = (await ada.PostAsync("/api/direct/cleo")).Json.Id();
        (await ben.PostAsync("/api/push", broken.Subscription)).ShouldBe(201);
        await PointAsync($"endpoint = 'http://{peer.LocalEndpoint}/x'");

        for (var number = 0; number < 12; number++)
            await ada.SayAsync(chat, $"to nobody {number}");
        await ada.SayAsync(hers, "to cleo");

        (await fine.NextAsync()).Text.ShouldContain("to cleo");
        (await CountAsync("failed_items where queue = 'push'")).ShouldBe(0, "they are still waited for");
        await FailedAsync(1);
    }

    private async Task SubscribeAsync(string fault)
    {
        (await ben.PostAsync("/api/push", broken.Subscription)).ShouldBe(201);
        if (fault.Contains('='))
            await PointAsync(fault);
        else if (int.TryParse(fault, out var status))
            broken.Answer = status;
        else
        {
            await PointAsync($"endpoint = 'http://{peer.LocalEndpoint}/x'");
            _ = AnswerAsync(fault == "garbage" ? "HTTP/9.9 ??? \0garbage\r\n\r\n"u8.ToArray() : []);
        }
        (await ben.PostAsync("/api/push", fine.Subscription)).ShouldBe(201);
    }

    private async Task AnswerAsync(byte[] bytes)
    {
        try
        {
            while (true)
            {
                using var socket = await peer.AcceptSocketAsync();
                await socket.ReceiveAsync(new byte[4096]);
                await socket.SendAsync(bytes);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException) { }
    }

    private Task PointAsync(string columns) =>
        server.ExecuteAsync($"update push_subscriptions set {columns} where user_id = @Id", new { ben.Id });

    private async Task FailedAsync(int count)
    {
        for (var look = 0; await CountAsync($"failed_items where queue = 'push' and failures >= {count}") == 0; look++)
        {
            look.ShouldBeLessThan(3000, $"failure {count} is not counted");
            await Task.Delay(10);
        }
    }

    private Task<long> CountAsync(string rows) =>
        server.Get<Database>().ReadAsync(db => db.One<long>($"select count(*) from {rows}"));
}
