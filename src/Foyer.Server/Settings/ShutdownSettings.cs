namespace Foyer.Server.Settings;

public sealed class ShutdownSettings
{
    [Setting("Seconds that /kill counts down when it is given none.", Max = 3600)]
    public int Seconds { get; set; } = 30;
}
