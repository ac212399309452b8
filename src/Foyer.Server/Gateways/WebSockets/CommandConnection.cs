using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Commands;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// A connection of a signed-in user that runs the commands of <see cref="ClientFrames"/>, whatever its protocol.
/// </summary>
public abstract class CommandConnection(Shard shard, Caller caller)
    : SocketConnection(
        shard,
        new PublicUser(caller.User, caller.Username, caller.Avatar),
        caller.Session,
        caller.ExpiresAt
    )
{
    private const int TurnMilliseconds = 1000;
    private const int TurnsAtOnce = 10;
    private const int LogMilliseconds = 1000;

    private long turnsPaidUntil;
    private long refusalLoggedAt = -LogMilliseconds;
    private CommandMemory? memory;

    public Caller Caller => caller;

    public CommandMemory Memory => memory ??= new CommandMemory();

    /// <summary>
    /// Applies the activity that the client reports: one change per second in the long run, ten at once, since others may be
    /// notified of each. A change over the limit is ignored.
    /// </summary>
    public void Turn(ClientActivity attention)
    {
        var paidUntil = Math.Max(turnsPaidUntil, Shard.Now) + TurnMilliseconds;
        var ahead = paidUntil - Shard.Now - TurnsAtOnce * TurnMilliseconds;
        if (ahead > 0)
        {
            Refuse(Refusal.Throttled((int)(ahead + 999) / 1000));
            return;
        }
        turnsPaidUntil = paidUntil;
        ReportsAttention = true;
        Shard.Turn(this, attention);
    }

    /// <summary>Allows one refusal per second in the log, so that no client can fill it.</summary>
    protected bool ShouldLogRefusal()
    {
        if (Shard.Now - refusalLoggedAt < LogMilliseconds)
            return false;
        refusalLoggedAt = Shard.Now;
        return true;
    }
}
