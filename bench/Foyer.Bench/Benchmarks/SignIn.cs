using System.Diagnostics;
using System.Net.Http.Json;
using Foyer.Bench.Measured;

namespace Foyer.Bench.Benchmarks;

/// <summary>
/// Measures whether response times reveal which accounts exist: a wrong password and a forgotten one, for known and unknown
/// names. The medians must be within ten percent.
/// </summary>
internal static class SignIn
{
    private const double Apart = 10;
    private const string Known = "ada@example.org";
    private const string Unknown = "nobody@example.org";

    private static readonly string[] Settings =
    [
        "--Foyer:Registration:ConfirmEmail=false",
        "--Foyer:Mail:Enabled=true",
        "--Foyer:Mail:Transport=pickup",
        "--Foyer:Mail:FromAddress=foyer@example.org",
        "--Foyer:Limits:SignInsPerMinute=0",
        "--Foyer:Limits:MailsPerHour=0",
    ];

    public static bool Run(Options options)
    {
        var series = new ResultSeries("signin");
        var fits = true;
        for (var run = 0; run < options.Number("runs", 3); run++)
        {
            using var server = ServerLauncher.OpenFoyer(
                Directory.CreateTempSubdirectory("foyer-bench-").FullName,
                Settings
            );
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
            Send(
                client,
                "/api/register",
                new
                {
                    username = "ada",
                    email = Known,
                    password = "correct horse battery",
                },
                201
            );
            var figures = new BenchResults(default);
            var count = options.Number("requests", 40);
            fits &= Compare(
                server,
                figures,
                "sign_in",
                count,
                login => Send(client, "/api/login", new { login, password = "wrong horse battery" }, 401)
            );
            fits &= Compare(
                server,
                figures,
                "reset",
                count * 10,
                email => Send(client, "/api/password/reset", new { email }, 204)
            );
            series.Add("foyer", figures);
        }
        Console.WriteLine(fits ? "Within ten percent." : "More than ten percent apart.");
        return series.Print() && fits;
    }

    private static bool Compare(MeasuredServer server, BenchResults figures, string name, int count, Action<string> ask)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        ask(Known);
        ask(Unknown);
        // Alternately and at rest, so that no request pays for the remaining work of the previous one.
        for (var i = 0; i < count; i++)
        {
            known.Add(Time(server, () => ask(Known)));
            unknown.Add(Time(server, () => ask(Unknown)));
        }
        var (one, other) = (Median(known), Median(unknown));
        figures[$"{name}_known_ms"] = one;
        figures[$"{name}_unknown_ms"] = other;
        return (figures[$"{name}_apart_percent"] = Math.Abs(one - other) / Math.Min(one, other) * 100) <= Apart;
    }

    private static double Time(MeasuredServer server, Action ask)
    {
        server.Rest(TimeSpan.FromMilliseconds(5));
        var began = Stopwatch.GetTimestamp();
        ask();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[values.Count / 2] + values[(values.Count - 1) / 2]) / 2;
    }

    private static void Send(HttpClient client, string path, object body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        using var response = client.Send(request);
        if ((int)response.StatusCode != status)
            throw new InvalidOperationException($"{path} answered {response.StatusCode}.");
    }
}
