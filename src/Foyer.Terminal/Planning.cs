namespace Foyer.Terminal;

/// <summary>Asks for an event field by field; a dash leaves out what may be left out. What was said becomes one command.</summary>
internal sealed class Planning
{
    private const string None = "-";

    private static readonly (string Field, string Question, bool Required)[] Questions =
    [
        ("title", "Title?", true),
        ("description", "What is it about?", true),
        ("date", "Date, as 2026-12-24?", true),
        ("time", "Time, as 19:00, or - for all day?", false),
        ("duration_minutes", "How many minutes, or - for three hours?", false),
        ("location", "Where, or -?", false),
        ("maximum_attendees", "How many seats, or - for any number?", false),
        ("price", "Price, as 12.50, or - for free?", false),
        ("visibility", "public or invite-only?", true),
    ];

    private readonly List<string> said = [];
    private int next;

    public string Question => $"{Questions[next].Question} (/stop gives up)";

    /// <summary>Takes an answer; the whole command when it was the last, else null.</summary>
    public string? Take(string answer)
    {
        var (field, _, required) = Questions[next];
        if (answer == None && required)
            return null;
        if (answer != None)
            said.Add($"{field}=\"{answer.Replace('"', '”')}\"");
        return ++next < Questions.Length ? null : $"/event new {string.Join(' ', said)}";
    }
}
