namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// Whatever a descriptor of the loop stands for. Being told of a readiness that is none does no harm: the call that follows
/// says so.
/// </summary>
internal interface IWatched
{
    void Ready(Readiness readiness);

    /// <summary>Lets go after a fault of ours.</summary>
    void Fail();
}
