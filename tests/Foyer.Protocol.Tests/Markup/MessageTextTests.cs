using System.Diagnostics;
using System.Text.Json;
using Foyer.Protocol.Markup;

namespace Foyer.Protocol.Tests.Markup;

/// <summary>The shared cases, which the browser's tokenizer passes too (tests/web/markup.test.js).</summary>
public sealed class MessageTextTests
{
    private static readonly string[] Pieces =
    [
        .. "* _ ~ ` [ ] > ( < \\ @ **a *a` a* *_ `a ``a` ~~b".Split(' '),
        .. "[a]( [a](https://b []( ![[ <https: a@b www.a.b https://a/((".Split(' '),
        .. new[] { "*a ", "a* ", "*a_ ", "*a **b ", "*a *b* ", "> ", "- ", "1. ", "\t", "- a\n", "-\n", "  - a\n" },
        .. new[] { "> a\n", "```\n", "https://a ", "[a](https://b (", "a@b.c ", "@a b " },
    ];

    public static TheoryData<string, string, string> Cases()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "vectors", "message-text.json"));
        var cases = new TheoryData<string, string, string>();
        foreach (var one in JsonSerializer.Deserialize<JsonElement[]>(file)!)
            cases.Add(Text(one, "text"), Text(one, "html"), Text(one, "plain"));
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_message_is_read_as_everywhere(string text, string html, string plain)
    {
        var blocks = MessageText.Parse(text);

        Html.Of(blocks).ShouldBe(html);
        MessageText.ToPlain(text).ShouldBe(plain);
        foreach (var run in Html.Runs(blocks))
            text.Substring(run.At, run.Text.Length).ShouldBe(run.Text);
    }

    [Fact]
    public void No_text_takes_long()
    {
        Pieces.ToList().ForEach(piece => Parse(piece, 1000));
        // On a busy machine any run may be slow, but not twenty of them.
        foreach (var piece in Pieces)
            Enumerable.Range(0, 20).Any(_ => Parse(piece, 4000) < TimeSpan.FromMilliseconds(250)).ShouldBeTrue(piece);
    }

    [Fact]
    public void Marks_inside_each_other_do_not_end_the_stack()
    {
        var marks = string.Concat(Enumerable.Repeat("*x ", 10_000));

        MessageText.ToPlain($"{marks}a{string.Concat(marks.Reverse())}").Contains('*').ShouldBeFalse();
    }

    [Fact]
    public void A_preview_never_ends_within_a_character()
    {
        MessageText.ToPlain("**ab**👍", 3).ShouldBe("ab");
        MessageText.ToPlain("**ab**👍", 4).ShouldBe("ab👍");
    }

    private static TimeSpan Parse(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var mirrored = text[..(text.Length / 2)];
        var started = Stopwatch.GetTimestamp();
        MessageText.Parse(text);
        MessageText.Parse(mirrored + string.Concat(mirrored.Reverse()));
        return Stopwatch.GetElapsedTime(started);
    }

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;
}
