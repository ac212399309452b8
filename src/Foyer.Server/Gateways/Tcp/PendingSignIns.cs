using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// Counts connections whose user is not known yet, from the first byte of TLS to the end of the sign-in. When there are too many,
/// the oldest one is closed: a real sign-in takes less time.
/// </summary>
public sealed class PendingSignIns
{
    public const int Most = 1000;

    /// <summary>The maximum from one address; loopback has no such limit.</summary>
    public const int MostOfAddress = 100;

    private readonly Lock gate = new();
    private readonly LinkedList<ConnectionContext> waiting = [];

    public int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Counts a connection while it is served, or until <see cref="Leave"/>.</summary>
    public async Task EnterAsync(ConnectionContext context, ConnectionDelegate next)
    {
        Enter(context);
        try
        {
            await next(context);
        }
        finally
        {
            Leave(context);
        }
    }

    /// <summary>Stops counting the connection, since its user is known now.</summary>
    public void Leave(ConnectionContext context)
    {
        lock (gate)
            if (
                context.Items.Remove(this, out var place)
                && place is LinkedListNode<ConnectionContext> { List: not null } node
            )
                waiting.Remove(node);
    }

    private void Enter(ConnectionContext context)
    {
        ConnectionContext? last;
        lock (gate)
        {
            last = Superfluous(Address(context));
            context.Items[this] = waiting.AddLast(context);
            if (last?.Items[this] is LinkedListNode<ConnectionContext> node)
                waiting.Remove(node);
        }
        last?.Abort(new ConnectionAbortedException("Too many connections wait to sign in."));
    }

    private ConnectionContext? Superfluous(IPAddress? address)
    {
        if (waiting.Count >= Most)
            return waiting.First!.Value;
        if (address is null || IPAddress.IsLoopback(address))
            return null;
        var own = waiting.Where(other => address.Equals(Address(other))).ToList();
        return own.Count >= MostOfAddress ? own[0] : null;
    }

    private static IPAddress? Address(ConnectionContext context) => (context.RemoteEndPoint as IPEndPoint)?.Address;
}
