using System.IO.Pipelines;

namespace Foyer.Server.Gateways.Loop;

/// <summary>Goes on upon the loop: for the ends of pipes that the loop holds.</summary>
internal sealed class LoopScheduler(LoopShard loop) : PipeScheduler
{
    public override void Schedule(Action<object?> action, object? state) => loop.Post(() => action(state));
}
