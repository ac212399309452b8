using System.Globalization;
using Foyer.Protocol;
using Serilog.Events;
using Serilog.Formatting;

namespace Foyer.Server.Logging;

/// <summary>
/// Writes one entry per line: external input can neither start a new line nor move the terminal's cursor. With details, the lines
/// of the exception follow, each indented.
/// </summary>
internal sealed class LogFormatter(bool details) : ITextFormatter
{
    /// <summary>Names that docs/logging.md publishes and that filters match, such as fail2ban's. They outlive the classes they came from.</summary>
    private static readonly Dictionary<string, string> Published = new(StringComparer.Ordinal)
    {
        ["PasswordVerification"] = "PasswordCheck",
        ["ClientFrames"] = "SocketCommands",
    };

    public void Format(LogEvent entry, TextWriter output)
    {
        var time = entry.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        output.WriteLine($"{time} {Level(entry.Level)} {Source(entry)}: {Message(entry)}");
        if (details && entry.Exception is { } fault)
            foreach (var line in fault.ToString().ReplaceLineEndings("\n").Split('\n'))
                output.WriteLine($"    {PlainText.Encode(line)}");
    }

    private static string Level(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
            LogEventLevel.Information => "info ",
            LogEventLevel.Warning => "warn ",
            _ => "error",
        };

    /// <summary>The last part of the logger's name, which is the class, unless another name is published for it.</summary>
    private static string Source(LogEvent entry)
    {
        if (
            !entry.Properties.TryGetValue("SourceContext", out var source)
            || source is not ScalarValue { Value: string name }
        )
            return "Foyer";
        var type = name[(name.LastIndexOf('.') + 1)..];
        return Published.GetValueOrDefault(type, type);
    }

    private static string Message(LogEvent entry)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in entry.MessageTemplate.Tokens)
            if (
                token is Serilog.Parsing.PropertyToken { Format: null } hole
                && entry.Properties.TryGetValue(hole.PropertyName, out var value)
                && value is ScalarValue { Value: string words }
            )
                text.Write(words);
            else
                token.Render(entry.Properties, text, CultureInfo.InvariantCulture);
        return PlainText.Encode(text.ToString());
    }
}
