namespace Foyer.Browser.Tests.House;

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
            Screen.Desk => Inspection.Desk,
            Screen.Tablet => Inspection.Tablet,
            Screen.Phone => Inspection.Phone,
        };
}
