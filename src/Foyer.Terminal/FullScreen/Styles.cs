using Spectre.Console;

namespace Foyer.Terminal.FullScreen;

/// <summary>How text of the screen looks.</summary>
internal static class Styles
{
    public static readonly Style Bar = new(Color.White, Color.Grey23);
    public static readonly Style Title = new(Color.White, Color.Grey23, Decoration.Bold);
    public static readonly Style Quiet = new(Color.Grey);
    public static readonly Style Loud = new(Color.Yellow, decoration: Decoration.Bold);
    public static readonly Style Bold = new(decoration: Decoration.Bold);
}
