using Foyer.Terminal.FullScreen;

namespace Foyer.Terminal.Tests;

public sealed class InputLineTests
{
    private readonly InputLine line = new();

    [Fact]
    public void One_types_in_the_middle_and_takes_away_whole_characters()
    {
        Type("ab👋c");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Backspace);
        line.Text.ShouldBe("abc");
        Press(ConsoleKey.Home);
        Type("x");
        line.Text.ShouldBe("xabc");
        Press(ConsoleKey.Delete);
        line.Text.ShouldBe("xbc");
        Press(ConsoleKey.E, ConsoleModifiers.Control);
        Type("!");
        line.Text.ShouldBe("xbc!");
    }

    [Fact]
    public void Control_W_takes_the_word_before_the_caret()
    {
        Type("one two  ");
        Press(ConsoleKey.W, ConsoleModifiers.Control);
        line.Text.ShouldBe("one ");
    }

    [Fact]
    public void Lines_typed_before_come_back_with_the_arrows()
    {
        Type("first");
        line.Send().ShouldBe("first");
        Type("second");
        line.Send();
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        line.Text.ShouldBe("first");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.DownArrow);
        line.Text.ShouldBe("second");
        Press(ConsoleKey.DownArrow);
        line.Text.ShouldBe("");
    }

    [Fact]
    public void Text_is_wrapped_by_cells_and_never_within_a_character()
    {
        Row.Wrap("日本語日本語", 5).ShouldBe(["日本", "語日", "本語"]);
        Row.Wrap("one two three", 8).ShouldBe(["one two", "three"]);
        Row.Wrap("👋👋", 3).ShouldBe(["👋", "👋"]);
        Row.Wrap("", 8).ShouldBe([""]);
    }

    private void Type(string text)
    {
        foreach (var character in text)
            line.Take(new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false)).ShouldBeTrue();
    }

    private void Press(ConsoleKey key, ConsoleModifiers modifiers = default) =>
        line.Take(new ConsoleKeyInfo('\0', key, false, false, modifiers.HasFlag(ConsoleModifiers.Control)));
}
