using System.Globalization;
using System.Text.Json;

namespace Foyer.Bench.Benchmarks;

/// <summary>Runs of several servers under the same load, in turn, so that a busy machine affects all of them equally.</summary>
internal sealed class ResultSeries(string name)
{
    private const string Limit = "limit";
    private const string Compared = "us_per_delivery";

    private readonly List<(string Server, BenchResults Figures)> runs = [];

    /// <summary>Returns the order of runs: the limit is first and last, since it measures the speed of the machine.</summary>
    public static IEnumerable<string> Order(IReadOnlyList<string> peers) =>
        peers.Contains(Limit, StringComparer.Ordinal)
            ? [Limit, "foyer", .. peers.Where(peer => peer != Limit), Limit]
            : ["foyer", .. peers];

    public void Add(string server, BenchResults figures)
    {
        runs.Add((server, figures));
        Console.WriteLine(
            $"  {server}: {string.Join("  ", figures.Select(figure => $"{figure.Key} {Text(figure.Value)}"))}"
        );
    }

    /// <summary>
    /// Prints the table and the JSON line; returns false when a delivery was missing, duplicated or out of order.
    /// </summary>
    public bool Print()
    {
        var servers = runs.Select(run => run.Server).Distinct(StringComparer.Ordinal).ToList();
        var names = runs[0].Figures.Keys.ToList();
        Console.WriteLine($"\n{name}, medians of {runs.Count(run => run.Server == "foyer")}");
        Console.WriteLine($"{"", -18}{string.Concat(servers.Select(server => $"{server, 14}"))}");
        foreach (var figure in names)
            Row(figure, servers.Select(server => Text(Median(server, figure))));
        if (servers.Contains(Limit) && names.Contains(Compared))
            Row("times the limit", servers.Select(server => Text(Median(server, Compared) / Median(Limit, Compared))));
        var faults = servers.ConvertAll(Faults);
        Row("missing", faults.Select(fault => $"{fault.Missing}"));
        Row("doubled", faults.Select(fault => $"{fault.Doubled}"));
        Row("out of order", faults.Select(fault => $"{fault.Disordered}"));
        Row("refused", faults.Select(fault => $"{fault.Refused}"));
        Row("lost connections", faults.Select(fault => $"{fault.Lost}"));
        foreach (var server in servers)
            Console.WriteLine(Line(server, names));
        return runs.TrueForAll(run => run.Figures.Faults == default);
    }

    private string Line(string server, List<string> names)
    {
        var line = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["benchmark"] = name,
            ["server"] = server,
            ["runs"] = runs.Count(run => run.Server == server),
            ["counts"] = Faults(server) == default,
        };
        foreach (var figure in names)
            line[figure] = Math.Round(Median(server, figure), 3);
        return JsonSerializer.Serialize(line);
    }

    private static void Row(string title, IEnumerable<string> cells) =>
        Console.WriteLine($"{title, -18}{string.Concat(cells.Select(cell => $"{cell, 14}"))}");

    private Faults Faults(string server) =>
        runs.Where(run => run.Server == server).Aggregate(default(Faults), (sum, run) => sum + run.Figures.Faults);

    private double Median(string server, string figure)
    {
        var values = runs.Where(run => run.Server == server).Select(run => run.Figures[figure]).Order().ToList();
        return (values[values.Count / 2] + values[(values.Count - 1) / 2]) / 2;
    }

    private static string Text(double value) =>
        value.ToString(value >= 1000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
