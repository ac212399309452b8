namespace Foyer.Protocol.Tests;

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
}
