using System.Net;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>Makes the connections of WebSockets, whoever will carry their bytes.</summary>
public sealed class Entrance(
    Hub hub,
    SocketCommands commands,
    Welcome welcome,
    ConnectionCount count,
    FoyerSettings settings
)
{
    private readonly FrameRules echo = new((int)settings.Limits.Frame.Bytes, Binary: true);

    /// <summary>A place for a person, to be left by ending the connection, or why there is none.</summary>
    public async Task<Outcome<SocketConnection>> AdmitAsync(
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
            var ready = await welcome.ToAsync(caller, cancel);
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
