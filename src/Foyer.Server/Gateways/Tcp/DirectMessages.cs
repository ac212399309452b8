using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// Direct messages of terminals: sent to a name, brought at the next sign-in when nobody was there, and delivered only when
/// the client has answered for them.
/// </summary>
public sealed partial class DirectMessages(
    DirectRooms rooms,
    DeliveryReceipts delivery,
    RoomQueries reading,
    ClientFrames live,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<DirectMessages> log
)
{
    private const int Page = 50;

    /// <summary>A Message with a <c>recipient</c> in the place of a room. Called on the shard.</summary>
    internal void Send(TcpConnection connection, JsonElement message)
    {
        var fields = Fields.Of(message);
        var recipient = fields.Text("recipient", 254);
        var draft = Draft.Parse(fields, 0, settings.Limits);
        if (fields.Refusal is { } wrong)
            connection.Refuse(wrong, draft.ClientId);
        else
            connection.LastRequest = SendAsync(connection, connection.LastRequest, recipient, message, draft);
    }

    /// <summary>The client has the message and shows it.</summary>
    internal void Received(TcpConnection connection, Fields fields)
    {
        var id = fields.Integer("received", 1);
        if (fields.Refusal is { } wrong)
            connection.Refuse(wrong);
        else
            _ = delivery.ConfirmAsync(connection.Caller, id, CancellationToken.None);
    }

    /// <summary>Brings what waits, in portions that a slow reader can take.</summary>
    internal async Task DeliverWaitingAsync(TcpConnection connection)
    {
        try
        {
            long after = 0;
            while (
                await delivery.ListWaitingAsync(connection.Caller, after, Page, CancellationToken.None)
                    is [.., var last] page
            )
            {
                after = last.Id;
                connection.Shard.Post(() => Bring(connection, page));
                await connection.Shard.DrainedAsync(connection);
                if (connection.Closed)
                    return;
            }
        }
        catch (Exception fault)
        {
            LogFailed(fault);
        }
    }

    private void Bring(TcpConnection connection, List<Message> page)
    {
        foreach (var message in page)
            connection.DeliverDirect(message.Chat, () => MessageJson.Encode(message, own: false, time.GetUtcNow()));
    }

    private async Task SendAsync(
        TcpConnection connection,
        Task before,
        string recipient,
        JsonElement message,
        Draft draft
    )
    {
        await before;
        Outcome<RoomSummary> outcome;
        try
        {
            outcome = await OpenAsync(connection, recipient);
        }
        catch (Exception fault)
        {
            LogFailed(fault);
            outcome = Refusal.Fault;
        }
        connection.Shard.Post(() =>
        {
            if (connection.Closed)
                return;
            if (!outcome.Refused(out var refusal, out var room))
            {
                connection.Know(room);
                live.Run(connection, "chat_message", Fields.Of(InRoom(message, room.Room.Id)));
            }
            else if (refusal.Code == "user_not_found")
                connection.Send(Returned(connection, recipient, draft));
            else
                connection.Refuse(refusal, draft.ClientId);
        });
    }

    private async Task<Outcome<RoomSummary>> OpenAsync(TcpConnection connection, string recipient)
    {
        var opened = await rooms.OpenAsync(connection.Caller, recipient, CancellationToken.None);
        return opened.Refused(out var refusal, out var direct)
            ? refusal
            : await reading.RoomAsync(connection.Caller, direct.Chat, CancellationToken.None);
    }

    private static JsonElement InRoom(JsonElement message, long chat) =>
        JsonElement.Parse(
            Envelope.Members(json =>
            {
                foreach (
                    var member in message
                        .EnumerateObject()
                        .Where(member => member.Name is not ("chat" or "chat_id" or "chatId"))
                )
                    member.WriteTo(json);
                json.WriteNumber("chat"u8, chat);
            })
        );

    /// <summary>Nothing was stored: the message comes back with a note.</summary>
    private Frame Returned(TcpConnection connection, string recipient, Draft draft) =>
        Frame.Raw(
            Framing.Encode(
                EnvelopeType.Message,
                Envelope.Members(json =>
                {
                    json.WriteString("sender"u8, "system"u8);
                    json.WriteString("recipient"u8, connection.User.Username);
                    json.WriteString("time"u8, Instants.ToText(time.Now()));
                    json.WriteString("subject"u8, draft.Subject);
                    json.WriteString("text"u8, draft.Text);
                    json.WriteString("note"u8, $"Not delivered to {recipient}: there is no such user.");
                    json.WriteString("client_id"u8, draft.ClientId);
                }),
                connection.Codec
            )
        );

    [LoggerMessage(LogLevel.Error, "A direct message of a terminal failed.")]
    private partial void LogFailed(Exception fault);
}
