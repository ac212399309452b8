using System.Net;
using System.Net.Sockets;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web;

namespace Foyer.Server.Tests;

public sealed class ServerHostTests
{
    [Fact]
    public async Task A_taken_port_stops_the_start_with_a_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var folder = TestServer.NewFolder();

        var code = await Program.Main([
            "--urls",
            $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}",
            "--data",
            folder,
            "--Foyer:Tcp:Enabled=false",
        ]);

        code.ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_first_page_can_be_made_before_anybody_asks()
    {
        var folder = TestServer.NewFolder();
        await using (var app = Program.Build(["--data", folder]))
            await StartupWarmup.MakeAsync(app);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start() => (await Program.Main(["--Foyer:Nonsense=1"])).ShouldBe(1);

    [Fact]
    public async Task Nobody_else_on_the_machine_can_read_what_is_kept()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var files = Directory.GetFiles(server.Data, "*", SearchOption.AllDirectories);
        files.ShouldContain(file => file.EndsWith("jwt-1.key", StringComparison.Ordinal));
        foreach (var file in files)
            (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBe(
                UnixFileMode.None,
                file
            );
    }
}
