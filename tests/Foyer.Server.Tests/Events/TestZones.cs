namespace Foyer.Server.Tests.Events;

/// <summary>Time zones with large and odd offsets, skipped days, and clock changes at different times of the year.</summary>
internal static class TestZones
{
    public static readonly string[] All =
    [
        "Pacific/Auckland",
        "America/Los_Angeles",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Sao_Paulo",
        "Europe/Berlin",
        "Europe/London",
        "Pacific/Chatham",
        "UTC",
    ];

    /// <summary>Where readers and servers are.</summary>
    public static readonly string[] Some = ["Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin"];
}
