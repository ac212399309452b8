using System.Diagnostics;
using System.Runtime.CompilerServices;
using Foyer.Bench.Benchmarks;
using Foyer.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Foyer.Server.Tests.Load;

/// <summary>Hundreds of clients that send or read as slowly as they may, on every address that needs no session (slowhttptest).</summary>
[Trait("Part", "load")]
public sealed class SlowClientTests(ITestOutputHelper output)
{
    private const string Program = "/usr/bin/slowhttptest";
    private const int Connections = 500;

    // bin/bench measures response times; a supervisor that waits longer than this considers the server dead.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FOYER_TEST_FULL") == "1";

    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["slow headers"] = ["-H", "-t", "GET"],
        ["slow body"] = ["-B", "-t", "POST", "-s", "8192"],
        ["slow read"] = ["-X", "-t", "GET", "-k", "3", "-w", "10", "-y", "20", "-n", "5", "-z", "32"],
    };

    public static TheoryData<string, string> Attacks
    {
        get
        {
            var attacks = new TheoryData<string, string>();
            // Where time is short, the costliest ones represent the others.
            string[] few = ["/docs/api", "/openapi/v1.json", "/event-overview", "/login"];
            foreach (var kind in Kinds.Keys)
            foreach (
                var path in AnonymousAddress
                    .All.Where(address => (address.Method == "POST") == (kind == "slow body"))
                    .Select(address =>
                        address.Path.Replace("{event}", $"{Guid.Empty}").Replace("{feed}", "/calendar/x.ics")
                    )
                    .Distinct()
                    .Where(path => IsFull || few.Contains(path))
            )
                attacks.Add(kind, path);
            return attacks;
        }
    }

    [SlowClientTheory]
    [MemberData(nameof(Attacks))]
    public async Task The_server_still_says_that_it_is_there(string kind, string path)
    {
        await using var server = new ServerProcess();
        await server.StartAsync();
        using var supervisor = new HttpClient { BaseAddress = server.Address, Timeout = Patience };
        using var attack = Start(kind, new Uri(server.Address, path));
        var (replies, longest) = await AskAsync(supervisor, attack.WaitForExitAsync());
        replies.ShouldBeGreaterThan(10);
        output.WriteLine($"{kind} on {path}: {replies} replies, the slowest after {longest.TotalMilliseconds:0} ms");
    }

    /// <summary>The list that the benchmark and these tests go through names every one.</summary>
    [Fact]
    public async Task No_address_that_needs_no_session_is_left_out()
    {
        await using var server = await TestServer.StartAsync();
        var open = server
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
                && endpoint.RoutePattern.RawText != "{**slug}"
            )
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Select(method =>
                    $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"
                )
            )
            .Where(address =>
                address.StartsWith("GET", StringComparison.Ordinal)
                || address.StartsWith("POST", StringComparison.Ordinal)
            )
            .ToHashSet();
        open.ShouldNotBeEmpty();
        open.Except(AnonymousAddress.All.Select(address => $"{address.Method} {address.Route}")).ShouldBeEmpty();
    }

    private static Process Start(string kind, Uri target)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            .. Kinds[kind],
            "-c",
            $"{Connections}",
            "-r",
            "200",
            "-i",
            "5",
            "-l",
            IsFull ? "20" : "10",
            "-p",
            "3",
            "-u",
            $"{target}",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    /// <summary>Asks again and again until the task ends; throws when one reply takes longer than the client's patience.</summary>
    private static async Task<(int Replies, TimeSpan Longest)> AskAsync(HttpClient supervisor, Task until)
    {
        var (replies, longest) = (0, TimeSpan.Zero);
        while (!until.IsCompleted)
        {
            var began = Stopwatch.GetTimestamp();
            using var reply = await supervisor.GetAsync("/health/live");
            var taken = Stopwatch.GetElapsedTime(began);
            ((int)reply.StatusCode).ShouldBe(200);
            longest = taken > longest ? taken : longest;
            replies++;
            await Task.WhenAny(until, Task.Delay(20));
        }
        return (replies, longest);
    }
}

/// <summary>A theory that needs slowhttptest; skipped where it is not installed.</summary>
public sealed class SlowClientTheoryAttribute : TheoryAttribute
{
    public SlowClientTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!File.Exists("/usr/bin/slowhttptest"))
            Skip = "needs slowhttptest";
    }
}
