namespace Foyer.Browser.Tests.Fixtures;

/// <summary>In front of what somebody sits.</summary>
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
