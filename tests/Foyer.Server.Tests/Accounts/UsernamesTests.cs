using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Tests.Accounts;

public sealed class UsernamesTests
{
    [Theory]
    [InlineData("ada")]
    [InlineData("Ada Lovelace")]
    [InlineData("a")]
    [InlineData("o.k_a-y 7")]
    [InlineData("Zoë")]
    [InlineData("Ярослав")]
    [InlineData("Ελένη")]
    [InlineData("東京タワー Tokyo")]
    [InlineData("สมชาย")]
    [InlineData("नमस्ते")]
    [InlineData("مريم")]
    [InlineData("1234")]
    [InlineData(" ada ")]
    public void Names_of_all_peoples_are_taken(string name) => Codes(name).ShouldBeEmpty();

    [Theory]
    [InlineData("   ", "blank")]
    [InlineData("ada  lovelace", "invalid")]
    [InlineData("-ada", "invalid")]
    [InlineData("ada.", "invalid")]
    [InlineData("ada@example", "invalid")]
    [InlineData("<b>ada</b>", "invalid")]
    [InlineData("ada\nben", "invalid")]
    [InlineData("ada\u0000", "invalid")]
    [InlineData("a\u200Bda", "invalid")]
    [InlineData("\u202Eada", "invalid")]
    [InlineData("a\uFE0Fda", "invalid")]
    [InlineData("ada😀", "invalid")]
    [InlineData("\u0301ada", "invalid")]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301\u0301da", "invalid")]
    [InlineData("аda", "invalid")]
    [InlineData("Αda", "invalid")]
    [InlineData("日本Яр", "invalid")]
    [InlineData("admin", "reserved")]
    [InlineData("ADMIN", "reserved")]
    [InlineData("ａｄｍｉｎ", "reserved")]
    [InlineData("Deleted User", "reserved")]
    [InlineData("ME", "reserved")]
    [InlineData("абвгдабвгдабвгдабвгдабвгдабвгдабв", "max_length")]
    public void What_would_mislead_is_refused(string name, string code) => Codes(name).ShouldBe([code]);

    [Theory]
    [InlineData("Ada", "aDA")]
    [InlineData("Zoë", "Zoe\u0308")]
    [InlineData("ａｄａ", "ada")]
    [InlineData("сосо", "coco")]
    [InlineData("СОСО", "coco")]
    [InlineData("ΑΝΝΑ", "anna")]
    [InlineData("αννα", "ΑΝΝΑ")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Σίσυφος", "ΣΊΣΥΦΟΣ")]
    public void Names_that_read_alike_are_one_name(string one, string other) =>
        Usernames.Key(one).ShouldBe(Usernames.Key(other));

    [Theory]
    [InlineData("ada", "adb")]
    [InlineData("o0", "oo")]
    [InlineData("l1", "ll")]
    [InlineData("rn", "m")]
    [InlineData("vv", "w")]
    [InlineData("Zoë", "Zoe")]
    public void Within_one_alphabet_only_case_is_folded(string one, string other) =>
        Usernames.Key(one).ShouldNotBe(Usernames.Key(other));

    private static IEnumerable<string> Codes(string name)
    {
        var fields = Fields.Of([new("username", name)]);
        Usernames.Parse(fields);
        return fields.Errors.Select(error => error.Code);
    }
}
