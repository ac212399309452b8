using Foyer.Server.Web;

namespace Foyer.Server.Tests.Web;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("We meet at the **old lock**.\n\n- a lantern\n- a cup", "We meet at the old lock. a lantern a cup")]
    [InlineData("_soon_, *very* ~~late~~ `now`", "soon, very late now")]
    [InlineData("> quoted\n1. first\n2) second", "quoted first second")]
    [InlineData("```sh\nls -l *\n```\nthat", "ls -l * that")]
    [InlineData("[the way](https://linden.example/a) there", "the way there")]
    [InlineData("snake_case_name, 2 * 3 * 4, a ** b", "snake_case_name, 2 * 3 * 4, a ** b")]
    [InlineData("  ", "")]
    [InlineData("** not closed", "** not closed")]
    public void Leaves_the_words_without_their_marks(string text, string words) => PlainWords.Of(text).ShouldBe(words);
}
