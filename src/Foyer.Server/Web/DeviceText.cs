namespace Foyer.Server.Web;

/// <summary>A readable name of the program and the machine of a user agent.</summary>
public static class DeviceText
{
    // The more particular first: most browsers claim to be several others too.
    private static readonly (string Sign, string Name)[] Programs =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Machines =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ];

    /// <summary>Returns a text such as “Firefox on Linux”; an unknown user agent is returned unchanged.</summary>
    public static string Describe(string agent) =>
        (Find(Programs, agent), Find(Machines, agent)) switch
        {
            ({ } program, { } machine) => $"{program} on {machine}",
            ({ } program, null) => program,
            _ => agent.Length == 0 ? "A program without a name" : agent,
        };

    private static string? Find((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
