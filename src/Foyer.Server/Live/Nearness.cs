namespace Foyer.Server.Live;

/// <summary>How near a person is: here once any of their connections is not idle, away while all of them are.</summary>
public enum Nearness
{
    Offline,
    Away,
    Here,
}
