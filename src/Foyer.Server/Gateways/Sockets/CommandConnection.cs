using Foyer.Server.Accounts;
using Foyer.Server.Commands;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>A connection of somebody who is signed in and sends the commands of the table on it, whatever it speaks.</summary>
public abstract class CommandConnection(Shard shard, Caller caller)
    : SocketConnection(
        shard,
        new PublicUser(caller.User, caller.Username, caller.Avatar),
        caller.Session,
        caller.ExpiresAt
    )
{
    public Caller Caller => caller;

    public CommandMemory Memory { get; } = new();
}
