using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests;

/// <summary>Whatever keeps the server from starting is said in one sentence that names the setting, with exit code 1.</summary>
public sealed class StartupFailureTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("http")]
    [InlineData("terminal")]
    [InlineData("both")]
    public async Task A_port_in_use(string which)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        await ShouldFailAsync(
            which switch
            {
                "http" => ["--urls", $"127.0.0.1:{taken}"],
                "terminal" => ["Foyer:Tcp:Port", $"127.0.0.1:{taken}"],
                // Whichever is found first.
                _ => [$"127.0.0.1:{taken}"],
            },
            $"--urls=http://127.0.0.1:{(which == "terminal" ? 0 : taken)}",
            $"--Foyer:Tcp:Port={(which == "http" ? 0 : taken)}"
        );
    }

    [Theory]
    [InlineData("an address of another machine", "--urls", "--urls=http://192.0.2.1:0")]
    [InlineData("no address", "--urls", "--urls=nonsense")]
    [InlineData("HTTPS without a certificate", "Foyer:Http:CertificatePath", "--urls=https://127.0.0.1:0")]
    [InlineData(
        "a terminal address of another machine",
        "Foyer:Tcp:Host",
        "--Foyer:Tcp:Host=192.0.2.1",
        "--Foyer:Tcp:Tls=on"
    )]
    [InlineData("a certificate that is none", "Foyer:Http:CertificatePath", "--Foyer:Http:CertificatePath=FOLDER/text")]
    [InlineData(
        "a certificate without its key",
        "Foyer:Http:CertificatePath",
        "--Foyer:Http:CertificatePath=FOLDER/cert.pem"
    )]
    [InlineData(
        "a key of another certificate",
        "Foyer:Tcp:CertificatePath",
        "--Foyer:Tcp:CertificatePath=FOLDER/cert.pem",
        "--Foyer:Tcp:KeyPath=FOLDER/other/key.pem"
    )]
    [InlineData("a file for a folder", "Foyer:Data", "--data=FOLDER/text")]
    [InlineData("a database that is none", "Foyer:Data", "--data=FOLDER/broken")]
    [InlineData("a folder that cannot be made", "FOLDER/blocked", "--data=FOLDER/blocked")]
    public async Task What_cannot_be_used(string what, string named, params string[] arguments)
    {
        what.ShouldNotBeEmpty();
        Certificate.Write(folder, "chat.example.org");
        Certificate.Write(Directory.CreateDirectory(Path.Combine(folder, "other")).FullName, "chat.example.org");
        await File.WriteAllTextAsync(Path.Combine(folder, "text"), "nothing");
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "broken")).FullName, "foyer.db"),
            new string('x', 8192)
        );
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "blocked")).FullName, "keys"),
            "a file where a folder belongs"
        );
        await ShouldFailAsync(
            [named.Replace("FOLDER", folder)],
            [.. arguments.Select(each => each.Replace("FOLDER", folder))]
        );
    }

    [Fact]
    public async Task A_data_folder_that_another_server_uses_until_that_one_is_gone_however_it_went()
    {
        await using var first = new ServerProcess();
        await first.StartAsync();

        await ShouldFailAsync(["Foyer:Data", first.Folder], $"--data={first.Folder}", "--urls=http://127.0.0.1:0");
        (await first.AdminAsync("users")).ShouldNotBeNull();

        await first.KillAsync();
        await first.StartAsync();
    }

    private async Task ShouldFailAsync(string[] named, params string[] arguments)
    {
        string[] usual = ["--urls=http://127.0.0.1:0", $"--data={Path.Combine(folder, "data")}", "--Foyer:Tcp:Port=0"];
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. usual, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var server = Process.Start(start)!;
        _ = server.StandardOutput.ReadToEndAsync();
        var errors = await server.StandardError.ReadToEndAsync();
        await server.WaitForExitAsync();
        server.ExitCode.ShouldBe(1, errors);
        var sentence = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        foreach (var name in named)
            sentence.ShouldContain(name);
    }
}
