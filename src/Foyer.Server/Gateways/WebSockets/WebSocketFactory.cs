using System.Net;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>Creates the connections of WebSockets, whatever their transport.</summary>
public sealed class WebSocketFactory(
    Hub hub,
    ClientFrames commands,
    ReadyFrame welcome,
    ConnectionCount count,
    FoyerSettings settings
)
{
    private readonly FrameRules echo = new((int)settings.Limits.Frame.Bytes, Binary: true);

    /// <summary>
    /// Returns a counted connection for a user, which must be ended or discarded, or the reason why there is none.
    /// </summary>
    public async Task<Outcome<SocketConnection>> CreateAsync(
        Caller caller,
        IPAddress? address,
        long? chat,
        CancellationToken cancel
    )
    {
        if (count.Enter(caller.User, address) is { } refusal)
            return refusal;
        try
        {
            var ready = await welcome.SendAsync(caller, cancel);
            return new WebSocketConnection(hub.NextShard(), caller, address, chat, ready, commands, count);
        }
        catch
        {
            count.Leave(caller.User, address, "it could not be set up");
            throw;
        }
    }

    public Outcome<SocketConnection> Echo() => new EchoConnection(hub.NextShard(), echo);
}

/// <summary>
/// A line on which a task has been talking, and which can go on as a connection that its shard reads and writes itself.
/// </summary>
public interface IHandover
{
    /// <summary>
    /// Transfers the socket: pending output is sent, input that was not yet read goes to the connection, which is opened on its
    /// shard, or discarded when the peer is gone. The previous owner must not use the socket afterwards.
    /// </summary>
    void HandOver(SocketConnection connection);
}
