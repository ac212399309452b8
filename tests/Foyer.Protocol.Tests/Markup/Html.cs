using Foyer.Protocol.Markup;

namespace Foyer.Protocol.Tests.Markup;

/// <summary>A parsed message in the notation of the shared cases.</summary>
internal static class Html
{
    public static string Of(IEnumerable<Block> blocks) => string.Concat(blocks.Select(Of));

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
            Link link => link.Parts.SelectMany(Runs),
            Emphasis emphasis => emphasis.Parts.SelectMany(Runs),
            _ => [],
        };

    private static string Of(Block block) =>
        block switch
        {
            Paragraph paragraph => $"<p>{Of(paragraph.Parts)}</p>",
            CodeBlock code => $"<pre>{Escaped(code.Text)}</pre>",
            Quote quote => $"<blockquote>{Of(quote.Blocks)}</blockquote>",
            ItemList { IsOrdered: true } list => $"<ol start={list.Start}>{Items(list)}</ol>",
            ItemList list => $"<ul>{Items(list)}</ul>",
            _ => throw new NotSupportedException(block.ToString()),
        };

    private static string Items(ItemList list) => string.Concat(list.Items.Select(item => $"<li>{Of(item)}</li>"));

    private static string Of(IEnumerable<Inline> parts) => string.Concat(parts.Select(Of));

    private static string Of(Inline part) =>
        part switch
        {
            TextRun run => Escaped(run.Text),
            LineBreak => "<br>",
            CodeSpan code => $"<code>{Escaped(code.Text)}</code>",
            Link link => $"<a {Escaped(link.Address)}>{Of(link.Parts)}</a>",
            Emphasis { Kind: EmphasisKind.Italic } italic => $"<em>{Of(italic.Parts)}</em>",
            Emphasis { Kind: EmphasisKind.Bold } bold => $"<strong>{Of(bold.Parts)}</strong>",
            Emphasis struck => $"<s>{Of(struck.Parts)}</s>",
            _ => throw new NotSupportedException(part.ToString()),
        };

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
