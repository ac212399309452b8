using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Text;

/// <summary>
/// A server that gets odd values wherever it reads any. Each must be answered without a fault: no 5xx, no connection that ends
/// without a word, no line in the error log.
/// </summary>
public abstract partial class OddInput(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly ErrorCount errors = new();
    private readonly ConcurrentBag<string> faults = [];
    private int sent;

    private protected TestServer Server { get; private set; } = null!;

    private protected Person Ada { get; private set; } = null!;

    private protected long Room { get; private set; }

    private protected long Message { get; private set; }

    private protected string Planned { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(errors),
            [
                .. TerminalClient.Open,
                "--Foyer:Limits:MessagesPerSecond=0",
                "--Foyer:Limits:FramesPerSecond=0",
                "--Foyer:Limits:SignInsPerMinute=0",
                "--Foyer:Limits:MailsPerHour=0",
            ]
        );
        Ada = await Server.RegisterAsync("ada");
        await Server.RegisterAsync("ben");
        Room = await Ada.JoinAsync("den");
        Message = await Ada.SayAsync(Room, "hello");
        Planned = await Ada.PlanAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private protected void Count() => Interlocked.Increment(ref sent);

    private protected void AddFault(string fault) => faults.Add(fault);

    private protected string Filled(string path, bool toNobody = false) =>
        Placeholder()
            .Replace(
                path,
                found =>
                    found.Value switch
                    {
                        "{room}" => Number(Room),
                        "{event}" => Planned,
                        _ when path.StartsWith("/api/events/", StringComparison.Ordinal) => toNobody
                            ? Guid.Empty.ToString()
                            : Planned,
                        _ when toNobody => "999999",
                        "{name}" => "ben",
                        "{emoji}" => "x",
                        _ when path.StartsWith("/api/messages/", StringComparison.Ordinal) => Number(Message),
                        _ => Number(Room),
                    }
            );

    private protected async Task AskAsync(Person person, HttpRequestMessage request, string about)
    {
        Interlocked.Increment(ref sent);
        using (request)
            try
            {
                using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                using var response = await person.Http.SendAsync(
                    request,
                    HttpCompletionOption.ResponseHeadersRead,
                    late.Token
                );
                if (response.StatusCode >= HttpStatusCode.InternalServerError)
                    faults.Add(
                        $"{request.Method} {request.RequestUri} {(int)response.StatusCode}: {OddValues.Show(about)}"
                    );
            }
            catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
            {
                faults.Add($"{request.Method} {request.RequestUri} {gone.Message}: {OddValues.Show(about)}");
            }
    }

    private protected static Task EachAsync<T>(IReadOnlyCollection<T> cases, Func<T, Task> ask) =>
        Parallel.ForEachAsync(
            cases,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (one, _) => await ask(one)
        );

    private protected void ShouldBeWell()
    {
        output.WriteLine($"{sent} sent, {faults.Count} faults, {errors.Lines.Count} lines in the error log");
        foreach (var line in errors.Lines.Select(line => line[..Math.Min(900, line.Length)]).Distinct().Take(12))
            output.WriteLine(line);
        sent.ShouldBeGreaterThan(50);
        faults.Order().Take(60).ShouldBeEmpty();
        errors.Lines.ShouldBeEmpty();
    }

    private protected static string Escaped(string text) =>
        Uri.EscapeDataString(text.Length > 5000 ? text[..5000] : text);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
