using System.Globalization;

namespace Foyer.Bench;

/// <summary>The options of the command line; each benchmark has its own defaults for the others.</summary>
internal sealed class Options
{
    private static readonly string[] Known =
    [
        "peers",
        "runs",
        "seconds",
        "warmup",
        "members",
        "rooms",
        "rate",
        "publishers",
        "window",
        "posters",
        "messages",
        "requests",
        "minutes",
        "visitors",
    ];

    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Peers =>
        given.TryGetValue("peers", out var peers) ? peers.Split(',', StringSplitOptions.RemoveEmptyEntries) : [];

    public int Number(string name, int usual) =>
        given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    public static Options? Read(string[] args, out string wrong)
    {
        var options = new Options();
        wrong = "";
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i].TrimStart('-');
            var value = i + 1 < args.Length ? args[i + 1] : "";
            if (!Known.Contains(name))
                wrong = $"There is no option {args[i]}; there are --{string.Join(", --", Known)}.";
            else if (name != "peers" && !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                wrong = $"{args[i]} wants a whole number.";
            options.given[name] = value;
        }
        return wrong == "" ? options : null;
    }
}
