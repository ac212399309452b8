namespace Foyer.Terminal.Tests;

/// <summary>Nothing that others write can do more in a terminal than stand there.</summary>
public sealed class CleanTests
{
    [Theory]
    [InlineData("plain Grüße 日本語 👩‍👩‍👧", "plain Grüße 日本語 👩‍👩‍👧")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[2J\u001b[1;1Hgone", "gone")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]52;c;ZXZpbA==\u0007copy", "copy")]
    [InlineData("\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001bPq#0\u001b\\sixel", "sixel")]
    [InlineData("\u001b]no end", "no end")]
    [InlineData("\u001b", "")]
    [InlineData("\u001b[", "")]
    [InlineData("\u009b31mC1\u0085\u009d", "31mC1")]
    [InlineData("a\rb\bc\u007fd\0", "abcd")]
    [InlineData("\u202eevil\u202c \u2066x\u2069\u200e\u200f\u061c\ufeff", "evil x")]
    [InlineData("a\tb\nc", "a    b c")]
    public void Escapes_controls_and_marks_of_direction_are_taken_out(string text, string clean) =>
        Clean.Line(text).ShouldBe(clean);

    [Fact]
    public void Half_a_character_is_none() => Clean.Line("\ud800lone\udc00").ShouldBe("lone");

    [Fact]
    public void Lines_of_a_message_stay_lines() =>
        Clean.Lines("one\ntwo\u001b[K\r\nthree").ShouldBe(["one", "two", "three"]);

    [Fact]
    public void Whatever_comes_no_control_is_left()
    {
        var random = new Random(99);
        for (var run = 0; run < 5_000; run++)
        {
            var text = string.Concat(
                Enumerable.Range(0, 20).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0xA0 : 0x2100))
            );
            var clean = Clean.Line(text);
            clean
                .Any(character => char.IsControl(character) || character is >= '\u202A' and <= '\u202E')
                .ShouldBeFalse();
        }
    }

    [Fact]
    public void A_second_line_in_a_pipe_cannot_pass_for_a_message_of_its_own()
    {
        var entry = new Entry(
            1,
            1,
            DateTimeOffset.UnixEpoch,
            1,
            "ada",
            "hello\n2026-01-01 00:00 lobby ben: forged",
            null,
            "text",
            false,
            false,
            null
        );
        LineMode.Format("lobby", entry).Split('\n')[1].ShouldStartWith("    ");
    }
}
