using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Foyer.Protocol.Tests;

/// <summary>The rules about text, by the table that the browser's tests read too.</summary>
public sealed class TextVectorTests
{
    private static readonly JsonElement Vectors = Read();

    [Fact]
    public void Texts_that_read_the_same_have_the_same_key()
    {
        foreach (var pair in Pairs("same"))
            TextKey.Of(pair[0]).ShouldBe(TextKey.Of(pair[1]), Spell(pair));
    }

    [Fact]
    public void Texts_that_differ_to_a_reader_have_different_keys()
    {
        foreach (var pair in Pairs("different"))
            TextKey.AreSame(pair[0], pair[1]).ShouldBeFalse(Spell(pair));
    }

    [Fact]
    public void Text_is_visible_when_something_of_it_can_be_seen()
    {
        foreach (var text in Texts("visible"))
            TextRules.HasVisible(text).ShouldBeTrue(Spell(text));
        foreach (var text in Texts("invisible"))
            TextRules.HasVisible(text).ShouldBeFalse(Spell(text));
    }

    [Fact]
    public void An_emoji_is_found_in_each_of_its_spellings_and_nothing_else_is()
    {
        foreach (var pair in Pairs("emoji"))
            Emoji.Qualify(pair[0]).ShouldBe(pair[1], Spell(pair));
        foreach (var text in Texts("no_emoji"))
            Emoji.Qualify(text).ShouldBeNull(Spell(text));
    }

    [Fact]
    public void Every_character_has_a_key_that_is_its_own_key()
    {
        foreach (var point in Enumerable.Range(0, 0x1FFFF).Concat(Enumerable.Range(0xE0000, 0x200)).Append(0x10FFFF))
        {
            var text = point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : new Rune(point).ToString();
            var key = TextKey.Of(text);
            if (TextKey.Of(key) != key)
                Assert.Fail($"U+{point:X4}");
        }
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xFDD0)]
    [InlineData(0xFDEF)]
    [InlineData(0x1FFFE)]
    [InlineData(0x10FFFF)]
    public void What_is_no_text_is_refused_and_has_a_key_all_the_same(int point)
    {
        // An attribute cannot carry half of a surrogate pair.
        var text = $"a{(point > 0xFFFF ? new Rune(point).ToString() : ((char)point).ToString())}b";
        TextRules.Check(text, 10, 1, lines: true, out _)!.Code.ShouldBe("invalid");
        TextKey.Of(text).ShouldContain('\uFFFD');
    }

    private static IEnumerable<string[]> Pairs(string name) => Read<string[]>(name);

    private static IEnumerable<string> Texts(string name) => Read<string>(name);

    private static List<T> Read<T>(string name)
    {
        var rows = Vectors.GetProperty(name).Deserialize<List<T>>()!;
        rows.Count.ShouldBeGreaterThan(5);
        return rows;
    }

    private static string Spell(params string[] texts) => JsonSerializer.Serialize(texts);

    private static JsonElement Read([CallerFilePath] string here = "") =>
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "vectors", "text.json")))
            .RootElement;
}
