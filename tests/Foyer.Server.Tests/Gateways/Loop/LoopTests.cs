using System.Net;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Tests.Gateways.Loop;

public sealed class LoopTests : IAsyncLifetime
{
    private LoopHost host = null!;

    public async ValueTask InitializeAsync() => host = await LoopHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task An_upgrade_stays_in_the_loop_and_is_heard()
    {
        using var ada = await host.EchoAsync();
        await ada.SendAsync(ClientFrames.Text("Hello"));
        (await ada.NextAsync()).ShouldBe("text Hello");
        host.Hub.Shards[0].Connections.ShouldBe(1);
    }

    [Fact]
    public async Task An_upgrade_may_be_admitted_later()
    {
        using var ada = await host.ConnectAsync();
        await ada.SendAsync(RawClient.Upgrade.Replace("/ws/echo", "/ws/echo?later", StringComparison.Ordinal));
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        await ada.SendAsync(ClientFrames.Text("Hello"));
        (await ada.NextAsync()).ShouldBe("text Hello");
    }

    [Fact]
    public async Task Everything_else_is_answered_by_kestrel_on_the_same_port()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{host.Address}") };
        (await http.GetStringAsync("/room")).ShouldBe("kestrel /room ");
        (await http.GetStringAsync("/ws/echo")).ShouldBe("kestrel /ws/echo ");
        var posted = await http.PostAsync("/api/chats", new StringContent(new string('x', 100_000)));
        (await posted.Content.ReadAsStringAsync()).Length.ShouldBe("kestrel /api/chats ".Length + 100_000);
    }

    [Fact]
    public async Task An_upgrade_in_single_bytes_is_still_one()
    {
        using var ada = await host.ConnectAsync();
        await ada.TrickleAsync(RawClient.Upgrade);
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        await ada.SendAsync(ClientFrames.Text("there"));
        (await ada.NextAsync()).ShouldBe("text there");
    }

    [Fact]
    public async Task Any_other_request_in_single_bytes_reaches_kestrel_whole()
    {
        using var ada = await host.ConnectAsync();
        await ada.TrickleAsync("GET /ws/else HTTP/1.1\r\nHost: foyer.example\r\nConnection: close\r\n\r\n");
        (await ada.RestAsync()).ShouldContain("kestrel /ws/else");
    }

    [Fact]
    public async Task What_is_sent_behind_the_upgrade_is_read_as_frames()
    {
        using var ada = await host.ConnectAsync();
        await ada.SendAsync(
            (byte[])[.. System.Text.Encoding.ASCII.GetBytes(RawClient.Upgrade), .. ClientFrames.Text("early")]
        );
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        (await ada.NextAsync()).ShouldBe("text early");
    }

    [Fact]
    public async Task A_request_pipelined_behind_the_upgrade_is_a_broken_frame()
    {
        using var ada = await host.ConnectAsync();
        await ada.SendAsync(RawClient.Upgrade + "GET /admin HTTP/1.1\r\nHost: foyer.example\r\n\r\n");
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        (await ada.NextAsync()).ShouldBe("close 1002");
        (await ada.NextAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task An_upgrade_on_a_used_connection_is_left_to_kestrel()
    {
        using var ada = await host.ConnectAsync();
        await ada.SendAsync("GET /room HTTP/1.1\r\nHost: foyer.example\r\n\r\n");
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 200 ");
        await ada.SendAsync(RawClient.Upgrade.Replace("Connection: Upgrade", "Connection: Upgrade, close"));
        (await ada.RestAsync()).ShouldContain("kestrel /ws/echo");
    }

    [Fact]
    public async Task A_head_that_is_too_long_is_judged_by_kestrel()
    {
        using var ada = await host.ConnectAsync();
        await ada.SendAsync("GET /ws/echo HTTP/1.1\r\nHost: foyer.example\r\nX: " + new string('x', 40_000));
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 431 ");
    }

    [Fact]
    public async Task A_half_head_and_then_the_end_is_judged_by_kestrel()
    {
        using var ada = await host.ConnectAsync();
        await ada.SendAsync(RawClient.Upgrade[..60]);
        ada.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        (await ada.RestAsync()).ShouldNotContain("101");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60)]
    public async Task A_peer_may_vanish_while_it_is_a_newcomer(int sent)
    {
        var ben = await host.ConnectAsync();
        await ben.SendAsync(RawClient.Upgrade[..sent]);
        ben.Reset();
        await An_upgrade_stays_in_the_loop_and_is_heard();
    }

    [Fact]
    public async Task A_peer_that_vanishes_is_forgotten()
    {
        using var ada = await host.EchoAsync();
        var ben = await host.EchoAsync();
        await ben.SendAsync(ClientFrames.Text("half")[..4]);
        ben.Reset();
        var cleo = await host.EchoAsync();
        cleo.Dispose();
        await UntilAsync(() => host.Hub.Shards[0].Connections == 1);
        await ada.SendAsync(ClientFrames.Text("still here"));
        (await ada.NextAsync()).ShouldBe("text still here");
    }

    [Fact]
    public async Task A_close_is_answered_with_its_code_and_the_end()
    {
        using var ada = await host.EchoAsync();
        await ada.SendAsync(ClientFrames.Close(CloseCode.GoingAway));
        (await ada.NextAsync()).ShouldBe("close 1001");
        (await ada.NextAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task The_close_frame_arrives_although_the_peer_was_still_sending()
    {
        using var ada = await host.EchoAsync();
        var tooBig = ClientFrames.Frame(Opcode.Binary, new byte[2_000_000]);
        var sending = ada.SendAsync(tooBig);
        (await ada.NextAsync()).ShouldBe("close 1009");
        (await ada.NextAsync()).ShouldBe("end");
        await sending;
    }

    [Fact]
    public async Task What_the_peer_does_not_read_waits_and_comes_in_order()
    {
        using var ada = await host.EchoAsync();
        ada.Socket.ReceiveBufferSize = 64 * 1024;
        for (var i = 0; i < 40; i++)
            await ada.SendAsync(ClientFrames.Text($"{i} {new string('x', 20_000)}"));
        for (var i = 0; i < 40; i++)
            (await ada.NextAsync()).ShouldStartWith($"text {i} xxx");
    }

    [Fact]
    public async Task Many_connections_come_and_go_over_several_shards()
    {
        await using var wide = await LoopHost.StartAsync(shards: 3);
        var clients = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => wide.EchoAsync()));
        wide.Hub.Shards.ShouldAllBe(shard => shard.Connections == 20);
        await Task.WhenAll(clients.Select((client, i) => client.SendAsync(ClientFrames.Text($"{i}"))));
        for (var i = 0; i < clients.Length; i++)
        {
            (await clients[i].NextAsync()).ShouldBe($"text {i}");
            clients[i].Dispose();
        }
        await UntilAsync(() => wide.Hub.Shards.Sum(shard => shard.Connections) == 0);
    }

    [Fact]
    public async Task Connections_that_never_say_anything_keep_nobody_out()
    {
        var silent = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => host.ConnectAsync()));
        await An_upgrade_stays_in_the_loop_and_is_heard();
        using var http = new HttpClient();
        (await http.GetAsync($"http://{host.Address}/room")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var one in silent)
            one.Dispose();
    }

    [Fact]
    public async Task A_stop_says_1012_and_closes_the_door()
    {
        var closing = await LoopHost.StartAsync();
        using var ada = await closing.EchoAsync();
        using var silent = await closing.ConnectAsync();
        await closing.DisposeAsync();
        (await ada.NextAsync()).ShouldBe("close 1012");
        (await ada.NextAsync()).ShouldBe("end");
        (await silent.NextAsync()).ShouldBe("end");
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(closing.ConnectAsync);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
            await Task.Delay(5, patience.Token);
    }
}
