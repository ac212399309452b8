using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Events;
using Foyer.Server.Live;
using static Foyer.Server.Gateways.WebSockets.FrameFields;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>The client frames about what a connection follows: rooms with typing and read markers, and events.</summary>
public sealed class RoomFrames(
    RoomSubscriptions attending,
    EventSubscriptions watching,
    ReadMarkers marker,
    Typing typing
)
{
    internal void Join(Connection connection, Caller caller, long chat, long? after) =>
        attending.Subscribe(connection, caller, chat, after);

    internal void Join(CommandConnection connection, Fields fields)
    {
        var chat = RoomId(fields);
        var after = fields.OptionalInteger("after", 0);
        if (IsRight(connection, fields))
            attending.Subscribe(connection, connection.Caller, chat, after);
    }

    internal void Leave(CommandConnection connection, Fields fields)
    {
        var chat = RoomId(fields);
        if (IsRight(connection, fields) && connection.FindSubscription(chat) is { } subscription)
            connection.Shard.Leave(subscription);
    }

    internal void ShowTyping(CommandConnection connection, Fields fields)
    {
        var chat = RoomId(fields);
        if (!IsRight(connection, fields))
            return;
        if (connection.FindSubscription(chat) is not { } subscription)
            connection.Refuse(Refusal.NotAMember);
        else if (typing.Broadcast(subscription) is { } refusal)
            connection.Refuse(refusal);
    }

    internal void Read(CommandConnection connection, Fields fields)
    {
        var chat = RoomId(fields);
        var message = fields.Integer(fields.Has("message_id") ? "message_id" : "message", 0);
        var unread = fields.Flag("unread") ?? false;
        if (IsRight(connection, fields, id: message > 0 ? message : null))
            SendRefusal(
                connection,
                message,
                marker.MoveAsync(connection.Caller, chat, message, unread, connection, CancellationToken.None)
            );
    }

    internal void WatchEvent(CommandConnection connection, Fields fields)
    {
        var text = fields.Text("event", 64);
        var isId = Guid.TryParse(text, out var id);
        if (!isId)
            fields.Refuse("event", "Enter the id of an event.");
        if (IsRight(connection, fields))
            _ = watching.SubscribeAsync(connection, connection.Caller, id);
    }
}
