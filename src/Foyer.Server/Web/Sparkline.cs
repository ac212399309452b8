using System.Globalization;

namespace Foyer.Server.Web;

/// <summary>A small picture of how a figure went, drawn by the server as SVG in a box of 200 by 60.</summary>
/// <param name="Value">The figure now, as it is read.</param>
/// <param name="Course">The figures up to now, the oldest first.</param>
/// <param name="Limit">What it should stay below; drawn as a dashed line and said below it.</param>
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

    /// <summary>Points of the line; a lone figure is a level one.</summary>
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

    // A tenth stays free above the highest, so that a line at the top is seen.
    private double Rise(double figure) => Height - figure / Most * Height * 0.9;

    private double Most => Math.Max(1, Math.Max(Course.Max(), Limit ?? 0));

    private static string Figure(double figure) => figure.ToString("0.0", CultureInfo.InvariantCulture);
}
