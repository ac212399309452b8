namespace Foyer.Protocol.Tests;

/// <summary>Text that is safe to show on one line, and short enough for a preview.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Grüße, 東京 🎉", "Grüße, 東京 🎉")]
    [InlineData("", "")]
    [InlineData("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c")]
    [InlineData("\u001b]52;c;x\u0007", "\\u001b]52;c;x\\u0007")]
    [InlineData("\u009b2J\u007f", "\\u009b2J\\u007f")]
    [InlineData("a\u202eb\u2066c\u2028d", "a\\u202eb\\u2066c\\u2028d")]
    public void What_could_move_the_readers_cursor_is_spelled_out(string given, string shown) =>
        PlainText.Encode(given).ShouldBe(shown);

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("lamp", 4, "lamp")]
    [InlineData("lamp", 3, "lam")]
    [InlineData("lamp", 0, "")]
    // Each of these is one character to a reader: a surrogate pair, a letter with its accent, a family, a line break.
    [InlineData("a🎉b", 2, "a")]
    [InlineData("a🎉b", 3, "a🎉")]
    [InlineData("ae\u0301b", 2, "a")]
    [InlineData("ae\u0301b", 3, "ae\u0301")]
    [InlineData("👩\u200d👩\u200d👧!", 7, "")]
    [InlineData("👩\u200d👩\u200d👧!", 8, "👩\u200d👩\u200d👧")]
    [InlineData("a\r\nb", 2, "a")]
    public void A_cut_keeps_what_a_reader_takes_for_one_character_together(string text, int most, string cut) =>
        PlainText.Truncate(text, most).ShouldBe(cut);
}
