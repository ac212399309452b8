namespace Foyer.Server.Gateways.Loop;

/// <summary>A doorway that is shut for a moment, since the kernel could not give what a new connection needs.</summary>
internal sealed class Pause(Doorway doorway, long due) : Temporary(due)
{
    public override void Expire() => doorway.Open();
}
