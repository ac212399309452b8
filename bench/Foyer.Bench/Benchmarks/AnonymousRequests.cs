using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>
/// Measures the cost of each request that needs no session: hundreds of them at once must not make the server unavailable. Fails
/// for a GET above five milliseconds of CPU, and for such a POST unless it hashes a password.
/// </summary>
internal static partial class AnonymousRequests
{
    private const double MostMilliseconds = 5;
    private const int Messages = 1000;
    private const int Events = 200;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(2);

    public static bool Run(Options options)
    {
        using var server = BenchFixture.Start(Messages);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
        };
        var samples = Fill(client, server.People[0].Token);
        var cheap = true;
        Console.WriteLine($"\n{"CPU", 8}  {"status", 6}");
        foreach (var address in AnonymousAddress.All)
        {
            var (milliseconds, status) = Measure(server, client, address, samples, options.Number("requests", 300));
            var limited = !address.Hashes;
            cheap &= !limited || milliseconds <= MostMilliseconds;
            Console.WriteLine(
                $"{milliseconds, 5:0.00} ms  {status, 6}  {address.Method, -4} {address.Path}{(limited && milliseconds > MostMilliseconds ? "  TOO MUCH" : "")}"
            );
        }
        Console.WriteLine(cheap ? "None above 5 ms." : "Some above 5 ms.");
        return cheap;
    }

    private static (double Milliseconds, int Status) Measure(
        MeasuredServer server,
        HttpClient client,
        AnonymousAddress address,
        IReadOnlyDictionary<string, string> samples,
        int requests
    )
    {
        var count = address.Hashes ? Math.Max(1, requests / 20) : requests;
        var token = address.Form is null ? null : Token(client, address);
        var status = 0;
        // The runtime compiles code at the first requests, and again with optimisations after enough of them.
        var warmup = Stopwatch.StartNew();
        for (var i = 0; i < count || (!address.Hashes && warmup.Elapsed < Warmup); i++)
            status = Send(client, address, samples, token);
        var before = server.CpuSeconds;
        for (var i = 0; i < count; i++)
            Send(client, address, samples, token);
        return ((server.CpuSeconds - before) * 1000 / count, status);
    }

    private static int Send(
        HttpClient client,
        AnonymousAddress address,
        IReadOnlyDictionary<string, string> samples,
        string? token
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(address.Method), Filled(address.Path, samples));
        request.Headers.Add("Accept-Encoding", "gzip");
        if (Filled(address.Json, samples) is { } json)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        else if (Filled(address.Form, samples) is { } form)
            request.Content = new StringContent(
                $"{form}&__RequestVerificationToken={Uri.EscapeDataString(token ?? "")}",
                new MediaTypeHeaderValue("application/x-www-form-urlencoded")
            );
        using var response = client.Send(request);
        using var body = response.Content.ReadAsStream();
        body.CopyTo(Stream.Null);
        return (int)response.StatusCode;
    }

    /// <summary>Returns the form's token, whose cookie the client keeps; "" where the page has none.</summary>
    private static string Token(HttpClient client, AnonymousAddress address)
    {
        using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, address.Path));
        using var reader = new StreamReader(response.Content.ReadAsStream());
        return WebUtility.HtmlDecode(FormToken().Match(reader.ReadToEnd()).Groups["token"].Value);
    }

    private static string? Filled(string? text, IReadOnlyDictionary<string, string> samples)
    {
        foreach (var (name, value) in samples)
            text = text?.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return text?.Replace("{new}", $"n{Guid.NewGuid():N}"[..20], StringComparison.Ordinal);
    }

    /// <summary>Creates public events, and the calendar feed of one user.</summary>
    private static Dictionary<string, string> Fill(HttpClient client, string token)
    {
        var id = "";
        for (var i = 0; i < Events; i++)
            id = Ask(
                    client,
                    HttpMethod.Post,
                    "/api/events",
                    token,
                    new
                    {
                        title = $"Film evening {i}",
                        description = string.Join(' ', Enumerable.Repeat("Bring a blanket and a friend.", 40)),
                        location = "The courtyard",
                        date = TimeProvider
                            .System.GetUtcNow()
                            .AddDays(1 + i)
                            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        time = "19:00",
                        time_zone = "Europe/Berlin",
                        visibility = "public",
                    }
                )
                .GetProperty("id")
                .GetString()!;
        var feed = Ask(client, HttpMethod.Post, "/api/users/me/calendar", token, new { })
            .GetProperty("url")
            .GetString()!;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["event"] = id,
            ["feed"] = new Uri(feed).PathAndQuery,
        };
    }

    private static JsonElement Ask(HttpClient client, HttpMethod method, string path, string token, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = client.Send(request);
        response.EnsureSuccessStatusCode();
        using var stream = response.Content.ReadAsStream();
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex FormToken();
}
