using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Commands;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>A connection of somebody who is signed in and sends the commands of the table on it, whatever it speaks.</summary>
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
    /// Takes what the client says of the person before it: one a second in the long run, ten at once, since others may hear of each.
    /// What is refused changes nothing.
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

    /// <summary>At most one refusal a second goes to the log, so that no client can fill it.</summary>
    protected bool ShouldLogRefusal()
    {
        if (Shard.Now - refusalLoggedAt < LogMilliseconds)
            return false;
        refusalLoggedAt = Shard.Now;
        return true;
    }
}
