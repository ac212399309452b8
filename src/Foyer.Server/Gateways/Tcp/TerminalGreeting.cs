using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Creates the live connection of a terminal that has signed in, with the first frames that it gets.</summary>
public sealed class TerminalGreeting(
    RoomQueries reading,
    DeliveryReceipts delivery,
    Hub hub,
    ReadyFrame welcome,
    TcpCommands commands,
    FoyerSettings settings
)
{
    private const int MostRooms = 200;

    internal async Task<TcpConnection> ConnectAsync(
        EnvelopeStream line,
        Caller caller,
        Device device,
        Action<string> leaving
    )
    {
        var rooms = await reading.MyRoomsAsync(caller, 0, MostRooms, line.Context.ConnectionClosed, online: true);
        var ready = await welcome.SendAsync(caller, line.Context.ConnectionClosed);
        var waiting = await delivery.CountAsync(caller, line.Context.ConnectionClosed);
        var signedIn = TcpFrames.System(
            json =>
            {
                json.WriteString("state"u8, "signed_in"u8);
                json.WritePropertyName("user"u8);
                new PublicUser(caller.User, caller.Username, caller.Avatar).Write(json);
                json.WriteString("url"u8, settings.PublicUrl);
                json.WriteNumber("undelivered"u8, waiting);
                json.WriteStartArray("chats"u8);
                RoomRequestGroup.WriteRooms(json, rooms, caller.User);
                json.WriteEndArray();
            },
            line.Codec
        );
        line.Parser.Limit = FrameParser.SignedInLimit;
        var connection = new TcpConnection(hub.NextShard(), caller, line.Codec, line.Parser, commands)
        {
            Device = device,
            Greeting = [signedIn, ready],
            IsLeaving = leaving,
        };
        foreach (var room in rooms)
            connection.Know(room);
        return connection;
    }
}
