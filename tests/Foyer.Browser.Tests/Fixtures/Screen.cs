namespace Foyer.Browser.Tests.Fixtures;

/// <summary>The kind of screen that a person uses.</summary>
public enum Screen
{
    Desk,
    Tablet,
    Phone,
}

internal static class Screens
{
    public static Window Window(this Screen screen) =>
        screen switch
        {
            Screen.Desk => AccessibilityCheck.Desk,
            Screen.Tablet => AccessibilityCheck.Tablet,
            Screen.Phone => AccessibilityCheck.Phone,
        };
}
