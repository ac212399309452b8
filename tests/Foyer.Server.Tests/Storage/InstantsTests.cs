using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Storage;

/// <summary>Instants in microseconds, and the only texts that are read as one.</summary>
public sealed class InstantsTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1970-01-02", Instants.Day)]
    [InlineData("1970-01-01T00:00:01Z", Instants.Second)]
    [InlineData("1970-01-01T00:00:00.000001Z", 1)]
    [InlineData("1970-01-01T00:00:00.5Z", 500_000)]
    [InlineData("1970-01-01T02:00:00+02:00", 0)]
    [InlineData("1970-01-01T00:00:00-00:30", 30 * Instants.Minute)]
    [InlineData("1969-12-31T23:59:59Z", -Instants.Second)]
    [InlineData("2000-02-29", 951_782_400 * Instants.Second)]
    public void A_date_and_an_instant_with_its_offset_are_read(string text, long microseconds)
    {
        Instants.TryRead(text, out var read).ShouldBeTrue();
        read.ShouldBe(microseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("12:00")]
    [InlineData("1970-01")]
    [InlineData("1970-1-1")]
    [InlineData("01/02/1970")]
    [InlineData("2001-02-29")]
    [InlineData("1970-01-01T00:00Z")]
    [InlineData("1970-01-01T00:00:00")]
    [InlineData("1970-01-01 00:00:00Z")]
    [InlineData("1970-01-01T24:00:00Z")]
    [InlineData(" 1970-01-01")]
    public void No_other_text_is_read(string text)
    {
        Instants.TryRead(text, out var read).ShouldBeFalse();
        read.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000Z")]
    [InlineData(1, "1970-01-01T00:00:00.000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999Z")]
    [InlineData(951_782_400_123_456, "2000-02-29T00:00:00.123456Z")]
    public void An_instant_is_written_with_six_digits_and_read_again(long microseconds, string text)
    {
        Instants.ToText(microseconds).ShouldBe(text);
        Instants.TryRead(text, out var read).ShouldBeTrue();
        read.ShouldBe(microseconds);
        Instants.FromInstant(new DateTimeOffset(Instants.ToInstant(microseconds))).ShouldBe(microseconds);
    }
}
