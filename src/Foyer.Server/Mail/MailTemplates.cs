using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Foyer.Server.Mail;

/// <summary>
/// The templates of e-mails: <c>Templates/NAME.txt</c> (its first line is the subject) and <c>NAME.html</c>, each wrapped in the
/// common layout. <c>{name}</c> is a placeholder; in HTML, inserted values are escaped.
/// </summary>
internal static partial class MailTemplates
{
    private const string Folder = "Foyer.Server.Mail.Templates.";

    public static MailContent Write(string template, params IReadOnlyList<(string Name, string Value)> values)
    {
        var words = values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        var text = Read($"{template}.txt");
        var end = text.IndexOf('\n');
        var subject = OneLine(Fill(text[..end], words, plain: true));
        words["subject"] = subject;
        return new MailContent(
            subject,
            Framed("frame.txt", text[(end + 1)..].Trim(), words, plain: true),
            Framed("frame.html", Read($"{template}.html").Trim(), words, plain: false)
        );
    }

    private static string Framed(string frame, string body, Dictionary<string, string> text, bool plain) =>
        Fill(Read(frame).Replace("{body}", body, StringComparison.Ordinal), text, plain);

    private static string Fill(string template, Dictionary<string, string> text, bool plain) =>
        Place()
            .Replace(
                template,
                place => plain ? text[place.Groups[1].Value] : WebUtility.HtmlEncode(text[place.Groups[1].Value])
            );

    /// <summary>A line break in a subject would begin a header of the sender's choice.</summary>
    private static string OneLine(string text) =>
        string.Concat(text.Select(content => char.IsControl(content) ? ' ' : content)).Trim();

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Place();
}

/// <summary>The content of one e-mail, as text and HTML.</summary>
public sealed record MailContent(string Subject, string Text, string Html);
