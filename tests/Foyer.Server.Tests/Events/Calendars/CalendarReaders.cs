using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Foyer.Server.Tests.Events.Calendars;

/// <summary>
/// Programs of others that read calendar files: npm <c>ical.js</c> and Debian's python3-icalendar, which bin/test installs, and the
/// library Ical.Net. Where one is missing the tests that need them are skipped and say so.
/// </summary>
public sealed record CalendarReaders(string Name, string Program, string[] Arguments)
{
    // ical.js uses the VTIMEZONE of the file itself; the others know the zones, the one of Python until 2037.
    private const string Node = """
        const ICAL = (await import("ical.js")).default;
        let text = ""; for await (const part of process.stdin) text += part;
        const root = new ICAL.Component(ICAL.parse(text));
        for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
        const event = new ICAL.Event(root.getFirstSubcomponent("vevent"));
        const show = (time) => time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
        console.log(`${show(event.startDate)} ${show(event.endDate)} | ${event.summary} | ${event.sequence} | ${event.component.getFirstPropertyValue("status")}`);
        """;

    private const string Python = """
        import sys, datetime
        from icalendar import Calendar
        root = Calendar.from_ical(sys.stdin.buffer.read())
        event = root.walk("VEVENT")[0]
        def show(one):
            moment = one.dt
            if not isinstance(moment, datetime.datetime):
                return moment.isoformat()
            return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        print(show(event["DTSTART"]), show(event["DTEND"]), "|", event["SUMMARY"], "|", event["SEQUENCE"], "|", event["STATUS"])
        """;

    private static readonly CalendarReaders[] Known =
    [
        new("ical.js", "node", ["--input-type=module", "--eval", Node]),
        new("python3-icalendar", "/usr/bin/python3", ["-c", Python]),
        new("Ical.Net", "", []),
    ];

    public static IReadOnlyList<CalendarReaders> Found { get; } = [.. Known.Where(reader => reader.IsHere())];

    public static string? Missing =>
        Found.Count == Known.Length
            ? null
            : $"needs {string.Join(" and ", Known.Except(Found).Select(reader => reader.Name))}";

    public string Read(string text) =>
        Program.Length == 0 ? ReadWithLibrary(text)
        : Run(text, out var output, out var errors) ? output.Trim()
        : errors;

    private static string ReadWithLibrary(string text)
    {
        var one = Ical.Net.Calendar.Load(text)!.Events.First();
        return $"{Show(one.DtStart!)} {Show(one.DtEnd!)} | {one.Summary} | {one.Sequence} | {one.Status}";

        static string Show(Ical.Net.DataTypes.CalDateTime time) =>
            time.AsUtc.ToString(time.HasTime ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd");
    }

    private bool IsHere()
    {
        if (Program.Length == 0)
            return true;
        try
        {
            return Run("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", out _, out var errors)
                || !(errors.Contains("ERR_MODULE_NOT_FOUND") || errors.Contains("ModuleNotFoundError"));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private bool Run(string text, out string output, out string errors)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root(),
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        var reading = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd();
        errors = reading.Result;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}

/// <summary>A theory for which both programs must be installed.</summary>
public sealed class CalendarTheoryAttribute : TheoryAttribute
{
    public CalendarTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = CalendarReaders.Missing;
}
