using Foyer.Server.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Logging;

public sealed class LogFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("foyer-log-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_error_is_in_both_files_and_its_details_in_one()
    {
        await WriteAsync(log => log.LogError(new InvalidOperationException("the cellar is wet"), "A verb failed."));

        Read("server").ShouldHaveSingleItem().ShouldEndWith("error LogFilesTests: A verb failed.");
        var details = Read("error");
        details[0].ShouldEndWith("A verb failed.");
        details[1].ShouldStartWith("    System.InvalidOperationException: the cellar is wet");
    }

    [Fact]
    public async Task What_is_no_error_is_in_the_server_log_only()
    {
        await WriteAsync(log => log.LogInformation("ada signed in from {Address}.", "::1"));

        Read("server").ShouldHaveSingleItem().ShouldEndWith("info  LogFilesTests: ada signed in from ::1.");
        Read("error").ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_from_outside_cannot_begin_a_line_of_their_own()
    {
        var forged = "ada\n2026-01-01T00:00:00.000Z info  Sessions: owner signed in\u001b[2J\u202e";
        await WriteAsync(log => log.LogError(new InvalidOperationException(forged), "Unknown user {Name}.", forged));

        Read("server").ShouldHaveSingleItem().ShouldContain("ada\\u000a2026");
        var lines = Read("error");
        lines[0].ShouldContain("\\u001b[2J\\u202e");
        lines.Length.ShouldBeGreaterThan(1);
        lines.Skip(1).ShouldAllBe(line => line.StartsWith("    "));
    }

    [Fact]
    public async Task The_frameworks_own_chatter_with_whole_addresses_is_not_logged()
    {
        await WriteAsync(
            log => log.LogInformation("Request starting {Address}", "/confirm?hash=secret"),
            "Microsoft.AspNetCore.Hosting.Diagnostics"
        );

        Read("server").ShouldBeEmpty();
    }

    private async Task WriteAsync(Action<ILogger> write, string source = "Foyer.Server.Tests.LogFilesTests")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddFoyerLogging(folder);
        await using var app = builder.Build();
        write(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(source));
    }

    private string[] Read(string name) =>
        Directory.GetFiles(Path.Combine(folder, "logs"), $"{name}-*.log").SelectMany(File.ReadAllLines).ToArray();
}
