namespace Foyer.Server.Settings;

public sealed class SocketSettings
{
    [Setting("Seconds between the pings to a quiet connection.", Min = 1, Max = 3600)]
    public int PingSeconds { get; set; } = 20;

    [Setting("Seconds of silence after which a connection is gone; more than PingSeconds.", Min = 2, Max = 7200)]
    public int IdleSeconds { get; set; } = 60;
}
