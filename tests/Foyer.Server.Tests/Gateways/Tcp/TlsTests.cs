using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Foyer.Server.Tests.Gateways.Tcp;

public sealed class TlsTests
{
    private static readonly string[] Open = [.. TerminalClient.Open, "--Foyer:Tcp:Tls=on"];

    [Fact]
    public async Task One_signs_in_over_TLS_with_the_key_that_the_server_tells()
    {
        await using var server = await TestServer.StartAsync(Open);
        using var terminal = await TerminalClient.ConnectAsync(server);
        var seen = await SecureAsync(terminal);
        Fingerprint(seen).ShouldBe(server.Get<TcpServer>().Fingerprint);
        await terminal.GreetAsync();
        var key = Path.Combine(server.Data, "keys", "door.pem");
        File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Plain_text_on_the_TLS_port_is_closed_and_hurts_nobody()
    {
        await using var server = await TestServer.StartAsync(Open);
        using var plain = await TerminalClient.ConnectAsync(server);
        await plain.SendAsync(EnvelopeType.Version, """{"protocol":1}""");
        await plain.Stream.CopyToAsync(Stream.Null).WaitAsync(TimeSpan.FromSeconds(20));
        using var terminal = await TerminalClient.ConnectAsync(server);
        await SecureAsync(terminal);
        await terminal.GreetAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("160301")]
    [InlineData("1603010200010001FC0303")]
    public async Task A_handshake_that_is_not_finished_in_ten_seconds_is_closed(string begun)
    {
        var clock = new TimerClock();
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton<TimeProvider>(clock),
            Open
        );
        using var done = await TerminalClient.ConnectAsync(server);
        await SecureAsync(done);
        await done.GreetAsync();
        using var silent = await TerminalClient.ConnectAsync(server);
        await silent.SendRawAsync(Convert.FromHexString(begun));
        var closed = silent.ShouldBeClosedAsync();
        // The first move may come before the connection was seen at all.
        while (!closed.IsCompleted)
        {
            clock.Move(HandshakeDeadline.Longest);
            using var next = await TerminalClient.ConnectAsync(server);
            await SecureAsync(next);
        }
        await closed;
        await done.LoginAsync("password", "x");
        (await done.FailureAsync()).ShouldBe(["invalid"]);
    }

    [Fact]
    public async Task Five_hundred_begun_handshakes_do_not_keep_a_person_out()
    {
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton<TimeProvider>(new TimerClock()),
            Open
        );
        using var ada = await server.RegisterAsync("ada");
        var begun = new List<TerminalClient>();
        for (var i = 0; i < 500; i++)
        {
            begun.Add(await TerminalClient.ConnectAsync(server));
            if (i % 2 == 0)
                await begun[^1].SendRawAsync([0x16, 3, 1, 2, 0, 1]);
        }
        using var terminal = await TerminalClient.ConnectAsync(server);
        await SecureAsync(terminal);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "ada");
        await terminal.ReadAsync();
        await terminal.LoginAsync("password", Person.Password);
        (await terminal.ReadAsync()).Data.GetProperty("state").GetString().ShouldBe("signed_in");
        server.Get<PendingSignIns>().Count.ShouldBe(500, "none of them has let go");
        begun.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task A_renewed_certificate_keeps_its_key_also_over_a_restart()
    {
        var folder = TestServer.NewFolder();
        string? fingerprint;
        DateTime until;
        await using (var server = await TestServer.StartOnAsync(folder, Open))
        {
            fingerprint = server.Get<TcpServer>().Fingerprint;
            until = server.Get<TcpCertificate>().Current().NotAfter;
            server.Clock.Move(TimeSpan.FromDays(340));
            server.Get<TcpCertificate>().Current().NotAfter.ShouldBeGreaterThan(until);
            server.Get<TcpServer>().Fingerprint.ShouldBe(fingerprint);
            until = server.Get<TcpCertificate>().Current().NotAfter;
        }
        await using (var server = await TestServer.StartOnAsync(folder, Open))
        {
            server.Get<TcpServer>().Fingerprint.ShouldBe(fingerprint);
            server.Get<TcpCertificate>().Current().NotAfter.ShouldBe(until);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<X509Certificate> SecureAsync(TerminalClient terminal)
    {
        var stream = new SslStream(terminal.Stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        terminal.Stream = stream;
        return stream.RemoteCertificate!;
    }

    private static string Fingerprint(X509Certificate certificate) =>
        Convert.ToHexStringLower(
            SHA256.HashData(new X509Certificate2(certificate).PublicKey.ExportSubjectPublicKeyInfo())
        );
}
