namespace Foyer.Server.Settings;

/// <summary>Doors for tests and benchmarks; never on in real use.</summary>
public sealed class TestSettings
{
    [Setting("Whether bin/admin populate may make people without passwords; never on in real use.")]
    public bool Populate { get; set; }

    [Setting("Whether browsers may be reached for notifications on this very machine; never on in real use.")]
    public bool LocalPush { get; set; }

    [Setting("Whether /ws/echo sends every frame back; never on in real use.")]
    public bool Echo { get; set; }
}
