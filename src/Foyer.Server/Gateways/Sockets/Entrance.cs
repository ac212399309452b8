using System.Net;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>Makes the connections of WebSockets, whoever will carry their bytes.</summary>
public sealed class Entrance(Hub hub, SocketCommands commands, ConnectionCount count, FoyerSettings settings)
{
    private readonly FrameRules echo = new((int)settings.Limits.Frame.Bytes, Binary: true);

    /// <summary>A place for a person, to be left by ending the connection, or why there is none.</summary>
    public Outcome<SocketConnection> Admit(Caller caller, IPAddress? address, long? chat) =>
        count.Enter(caller.User, address) is { } refusal
            ? refusal
            : new WebSocketConnection(hub.NextShard(), caller, address, chat, commands, count);

    public SocketConnection Echo() => new EchoConnection(hub.NextShard(), echo);
}
