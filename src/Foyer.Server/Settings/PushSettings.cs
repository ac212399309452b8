namespace Foyer.Server.Settings;

public sealed class PushSettings
{
    [Setting("Whether browsers may ask for notifications while no page is open.")]
    public bool Enabled { get; set; }
}
