using System.Globalization;

namespace Foyer.Server.Web;

/// <summary>A small chart of a figure over time, rendered by the server as SVG in a box of 200 by 60.</summary>
/// <param name="Value">The current figure, as text.</param>
/// <param name="Course">The figures, the oldest first.</param>
/// <param name="Limit">The value that it should stay below; drawn as a dashed line and printed below the chart.</param>
public sealed record Sparkline(
    string Name,
    string Value,
    string? Unit,
    IReadOnlyList<double> Course,
    double? Limit = null
)
{
    private const double Width = 200;
    private const double Height = 60;

    public string Text => $"{Name} over the last hour, now {Value} {Unit}".TrimEnd();

    public string Foot =>
        Limit is { } limit ? $"limit {limit.ToString("0", CultureInfo.InvariantCulture)} {Unit}" : "an hour ago";

    /// <summary>The points of the line; a single figure is drawn as a horizontal line.</summary>
    public string Line
    {
        get
        {
            IReadOnlyList<double> course = Course.Count > 1 ? Course : [Course[0], Course[0]];
            var step = Width / (course.Count - 1);
            return string.Join(' ', course.Select((figure, at) => $"{Figure(at * step)},{Figure(Rise(figure))}"));
        }
    }

    public string Area => $"0,60 {Line} 200,60";

    public string? LimitPath => Limit is { } limit ? $"M0 {Figure(Rise(limit))}h200" : null;

    // A tenth is left free above the maximum, so that a line at the top is visible.
    private double Rise(double figure) => Height - figure / Most * Height * 0.9;

    private double Most => Math.Max(1, Math.Max(Course.Max(), Limit ?? 0));

    private static string Figure(double figure) => figure.ToString("0.0", CultureInfo.InvariantCulture);
}
