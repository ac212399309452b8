namespace Foyer.Server.Settings;

public sealed class RoomSettings
{
    [Setting("Whether typing an unknown room's name makes a public room.")]
    public bool CreateByName { get; set; } = true;
}
