using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Storage;

/// <summary>A disk that takes no more: the kernel refuses to let the server's files grow, and later lets them again.</summary>
public sealed class FailingDiskTests
{
    [Fact]
    public async Task Nothing_is_stored_while_the_disk_fails_and_everything_works_again_afterwards()
    {
        // The kernel also sends a signal, which would end a process that does not ignore it.
        await using var server = new ServerProcess { Wrapper = ["env", "--ignore-signal=XFSZ"] };
        await server.StartAsync();
        await server.RegisterAsync("ada");
        using var http = new HttpClient { BaseAddress = server.Address };
        (await StatusAsync(http, "/health/ready")).ShouldBe(200);

        await LimitFilesAsync(server, "4096");
        var refused = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => RegisterAsync(http, $"ben{i}")));
        foreach (var (status, code) in refused)
            (status, code).ShouldBe((503, "unavailable"));
        // Asking must not make it believe that it is well again.
        for (var i = 0; i < 3; i++)
            (await StatusAsync(http, "/health/ready")).ShouldBe(503);
        (await StatusAsync(http, "/health/live")).ShouldBe(200);
        (await StatusAsync(http, "/event-overview")).ShouldBe(200, "reading needs no writer");

        await LimitFilesAsync(server, "unlimited");
        (await StatusAsync(http, "/health/ready")).ShouldBe(200);
        (await RegisterAsync(http, "ben0")).Status.ShouldBe(201, "nothing of the refused one was stored");
        (await server.AdminAsync("check")).ShouldNotContain("fault");
    }

    private static async Task<int> StatusAsync(HttpClient http, string path)
    {
        using var reply = await http.GetAsync(path);
        return (int)reply.StatusCode;
    }

    private static async Task<(int Status, string Code)> RegisterAsync(HttpClient http, string name)
    {
        using var reply = await http.PostAsJsonAsync(
            "/api/register",
            new
            {
                username = name,
                email = $"{name}@example.org",
                password = Person.Password,
            }
        );
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
        return (
            (int)reply.StatusCode,
            body.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetString()! : ""
        );
    }

    private static async Task LimitFilesAsync(ServerProcess server, string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{server.Id}", $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync();
        limit.ExitCode.ShouldBe(0);
    }
}
