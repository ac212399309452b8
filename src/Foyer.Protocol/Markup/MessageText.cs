using System.Text;

namespace Foyer.Protocol.Markup;

/// <summary>
/// Parses the text of a message, a subset of Markdown (docs/message-text.md). Browsers parse it with <c>models/markup</c>; the
/// cases in <c>tests/vectors/message-text.json</c> keep both equal.
/// </summary>
public static class MessageText
{
    /// <summary>Never throws.</summary>
    public static IReadOnlyList<Block> Parse(string text) => BlockParser.Parse(text);

    /// <summary>Returns the text without formatting, on one line, for previews.</summary>
    public static string ToPlain(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var block in Parse(text))
            Append(words, block);
        return string.Join(' ', words.ToString().Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// Returns at most this number of UTF-16 code units of the plain text, see <see cref="PlainText.Truncate"/>.
    /// </summary>
    public static string ToPlain(string text, int most) => PlainText.Truncate(ToPlain(text), most);

    /// <summary>Returns all text runs in order, without code and bare addresses.</summary>
    public static IEnumerable<TextRun> Runs(IEnumerable<Block> blocks) => blocks.SelectMany(Runs);

    private static IEnumerable<TextRun> Runs(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph.Parts.SelectMany(Runs),
            Quote quote => Runs(quote.Blocks),
            ItemList list => Runs(list.Items.SelectMany(item => item)),
            _ => [],
        };

    private static IEnumerable<TextRun> Runs(Inline part) =>
        part switch
        {
            TextRun run => [run],
            Link { IsBare: false } link => link.Parts.SelectMany(Runs),
            Emphasis emphasis => emphasis.Parts.SelectMany(Runs),
            _ => [],
        };

    private static void Append(StringBuilder words, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Append(words, paragraph.Parts);
                break;
            case CodeBlock code:
                words.Append(code.Text);
                break;
            case Quote quote:
                foreach (var inner in quote.Blocks)
                    Append(words, inner);
                break;
            case ItemList list:
                foreach (var inner in list.Items.SelectMany(item => item))
                    Append(words, inner);
                break;
        }
        words.Append(' ');
    }

    private static void Append(StringBuilder words, IReadOnlyList<Inline> parts)
    {
        foreach (var part in parts)
            switch (part)
            {
                case TextRun run:
                    words.Append(run.Text);
                    break;
                case CodeSpan code:
                    words.Append(code.Text);
                    break;
                case Link link:
                    Append(words, link.Parts);
                    break;
                case Emphasis emphasis:
                    Append(words, emphasis.Parts);
                    break;
                default:
                    words.Append(' ');
                    break;
            }
    }
}
